"""A form whose fields are values of a contest, named by their paths; its faults come from the contest file's checks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from contests.selectors.setup.places import place_name

Path = tuple[str | int, ...]


def name_of(path: Path) -> str:
    """Return the name of the field at a path: dimensions.0.weight."""
    return ".".join(str(step) for step in path)


class PathForm(forms.Form):
    """Fields by the paths of their values; what a value may be is for the checks of the contest file to say.

    Rows move when others are left out or put before them: `moved` has the name of a row's fields by its new path.
    """

    def __init__(self, data: Any = None, files: Any = None) -> None:
        """Begin with no row moved."""
        super().__init__(data, files)
        self.moved: dict[Path, str] = {}

    def add_problems(self, problems: Iterable[tuple[Path, object, str]], contest: Mapping[str, Any]) -> None:
        """Put every fault, given by its path in a contest, beside the field that it is of, else above the form."""
        for path, found, expected in problems:
            name = self._field_at(path)
            told = f"{place_name(path, contest)}：{expected}" + (f"（现为：{found}）" if str(found) else "")
            self.add_error(name, self.told_beside(name, path, expected) if name else told)

    def told_beside(self, name: str, path: Path, expected: str) -> str:
        """Return a fault as it stands beside its field."""
        return expected

    def _field_at(self, path: Path) -> str | None:
        """Return the field at a path, or the first one of what it leads into or is part of; None for none."""
        known = next((at for at in range(len(path), 0, -1) if path[:at] in self.moved), 0)
        if known:
            start = self.moved[path[:known]]
            path = (*([start] if start else []), *path[known:])
        for length in range(len(path), 0, -1):
            name = name_of(path[:length])
            for field in self.fields:
                if field == name or field.startswith(f"{name}."):
                    return field
        return None
