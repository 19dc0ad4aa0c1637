"""A reading as the document writes it, and where readings come from."""

from decimal import Decimal
from typing import Any

from contests.enums import Role
from contests.scoring.decimals import plain
from contests.scoring.parts_text import read_parts
from contests.selectors.compute.rows import Reading

ROLES = dict(Role.choices)


class Sources:
    """The different sources of a document's readings: file or page, role that entered, role that approved."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: dict[tuple[str, str, str], int] = {}

    def place(self, source: tuple[str, str, str]) -> int:
        """Return the place of a source in the list, adding one that was not there."""
        return self._found.setdefault(source, len(self._found))

    def listed(self) -> list[list[str]]:
        """Return the sources with the roles in Chinese; whoever has the console has no role."""
        return [
            [source, ROLES.get(entered, "命令行"), ROLES.get(approved, "命令行")]
            for source, entered, approved in self._found
        ]


def reading_row(reading: Reading, sources: Sources, *, assessed: bool) -> list[Any]:
    """Return [source, value, target, grade, parts, word] without what is null at its end, as most is.

    Of what was `assessed` by several the document tells the figures only, from the least up: it becomes public, and no
    person is named in it, nor known by a place in the row.
    """
    _, _, _, value, target, grade, parts, word, entered_from, entered_by, approved_by = reading
    row = [sources.place((entered_from, entered_by, approved_by)), _stored(value)]
    if parts or word:
        found = read_parts(parts)
        if assessed:
            found = sorted(("", figure) for _, figure in found)
        return [*row, _stored(target), grade, [[name, plain(figure)] for name, figure in found], word]
    if grade is not None:
        return [*row, _stored(target), grade]
    if target is not None:
        row.append(_stored(target))
    return row


def _stored(value: Decimal | None) -> str | None:
    """Return the plain text of a stored figure, which always comes with its four places: 18.5000 → 18.5."""
    if value is None:
        return None
    text = str(value)
    return text[:-5] if text.endswith(".0000") else text.rstrip("0")
