"""What a poster says: the two lists and the ranking as a run of items, each with the height that it takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from contests.exchange.poster.paper import Type
from contests.exchange.poster.words import lines, shorten, units
from contests.scoring.board import BLACK, RED
from contests.scoring.document import TOTAL
from contests.selectors.boards import Line, Panel, Row, panel, ranking
from contests.selectors.payloads import Payload

CONTINUED = "（续）"
# Points of parts are shown beside the total while there are few enough of them to be read.
MOST_PARTS = 6
# What a mark takes beside its word, in ems: its shape, its frame and the space after it.
MARK = 2.1


@dataclass(frozen=True)
class Title:
    """What stands over some entries or rows."""

    text: str

    def height(self, setting: Type, columns: int = 0) -> float:
        """Return its height in points."""
        return (1.05 * setting.leading + 2 * setting.space * 0.7 + 0.1) * setting.size

    def again(self) -> "Title":
        """Return the title for what goes on elsewhere."""
        return self if self.text.endswith(CONTINUED) else replace(self, text=self.text + CONTINUED)


@dataclass(frozen=True)
class Entry:
    """An entry of a list, its reason cut to what can be read in passing."""

    place: str
    name: str
    mark: str
    score: str
    reason: str

    @cached_property
    def _widths(self) -> tuple[float, float, float]:
        mark = MARK + units(self.mark) * 0.9 if self.mark else 0
        return units(self.name), units(self.score), units(self.reason) + mark

    def height(self, setting: Type, columns: int = 0) -> float:
        """Return its height in points."""
        name, score, reason = self._widths
        width = setting.panel_width - 2.6
        if setting.inline:
            count = lines(name * 1.15 + 0.8 + reason, width - score * 1.15 - 0.6)
            return (1.15 * setting.leading * count + 2 * setting.space + 0.1) * setting.size
        found = 1.15 * setting.leading * lines(name * 1.15, width - score * 1.15 - 0.6)
        if reason:
            found += setting.leading * lines(reason, width)
        return (found + 2 * setting.space + 0.1) * setting.size


@dataclass(frozen=True)
class Place:
    """A row of the ranking."""

    row: Row
    parts: Sequence[str]
    score: str

    @cached_property
    def _width(self) -> float:
        return units(self.row.name)

    def height(self, setting: Type, columns: int = 1) -> float:
        """Return its height in points where the ranking stands in so many columns."""
        taken = 8.4 if columns > 3 else 12.6
        if columns == 1:
            taken += 5 * len(self.parts)
        count = lines(self._width, setting.column_width(columns) - taken)
        return (setting.leading * count + 2 * setting.row_space + 0.1) * setting.size


Item = Title | Entry | Place


@dataclass(frozen=True)
class Content:
    """Everything on a poster between its title band and its foot."""

    red: tuple[Item, ...]
    black: tuple[Item, ...]
    places: tuple[Item, ...]
    headings: tuple[str, ...]
    unranked: str
    notices: tuple[tuple[str, str], ...]


def content_of(payload: Payload, notices: Sequence[tuple[str, str]]) -> Content:
    """Return the content of a release."""
    rankings = {division: ranking(payload, TOTAL, division) for division in payload.divisions}
    headings = next(iter(rankings.values())).headings
    shown = 1 < len(headings) <= MOST_PARTS
    unranked = [f"{unit.name}（{unit.reason}）" for one in rankings.values() for unit in one.unranked]
    return Content(
        red=tuple(_entries(panel(payload, RED))),
        black=tuple(_entries(panel(payload, BLACK))),
        places=tuple(_places(payload, rankings, with_parts=shown)),
        headings=tuple(heading.name for heading in headings) if shown else (),
        unranked="；".join(unranked),
        notices=tuple(notices),
    )


def _entries(shown: Panel) -> Iterator[Item]:
    for group in shown.groups:
        yield Title(group.title)
        for line in group.lines:
            yield _entry(line, "表彰" if shown.colour == RED else "")


def _entry(line: Line, mark: str) -> Entry:
    streak = f"连续 {line.streak} 期" if line.streak > 1 else ""
    streak = "：".join(word for word in (streak, line.escalation) if word)
    reason = shorten(line.reason)
    return Entry(
        place=str(line.rank) if line.rank else "·",
        name=f"{line.name}（并列）" if line.tied else line.name,
        score="" if line.score is None else str(line.score),
        mark=mark,
        reason=f"【{streak}】{reason}" if streak else reason,
    )


def _places(payload: Payload, rankings: dict[str, Any], *, with_parts: bool) -> Iterator[Item]:
    for division, found in rankings.items():
        if not found.rows:
            continue
        if len(rankings) > 1:
            yield Title(payload.divisions[division])
        for row in found.rows:
            parts = tuple("—" if part is None else str(part) for part in row.parts) if with_parts else ()
            yield Place(row, parts, str(row.score))
