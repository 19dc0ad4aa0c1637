"""What rules and inputs say, line by line under a heading, so that two of them can be laid side by side."""

from collections.abc import Mapping
from typing import NamedTuple

NOTHING = "无"


class Line(NamedTuple):
    """What is shown under a heading, and what tells it from another: mostly the same."""

    shown: str
    key: str


class Lines:
    """Lines by their headings; what stands under the same heading is joined."""

    def __init__(self) -> None:
        """Begin with none."""
        self.found: dict[str, Line] = {}

    def add(self, heading: str, shown: str, key: str | None = None) -> None:
        """Add a line, told from another by `key` where it is not by what is shown."""
        key = shown if key is None else key
        before = self.found.get(heading)
        self.found[heading] = Line(f"{before.shown}；{shown}", f"{before.key}；{key}") if before else Line(shown, key)


def differences(old: Mapping[str, Line], new: Mapping[str, Line]) -> list[list[str]]:
    """Return [heading, old, new] of every line that differs, in the order of the new ones, then what is gone."""
    nothing = Line(NOTHING, "")
    pairs = ((heading, old.get(heading, nothing), new.get(heading, nothing)) for heading in {**new, **old})
    return [[heading, before.shown, after.shown] for heading, before, after in pairs if before.key != after.key]
