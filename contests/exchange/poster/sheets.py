"""How the content is shared out to sheets: on one sheet with the largest type that fits, else on several."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from contests.exchange.poster.content import Content, Item, Place, Title
from contests.exchange.poster.paper import GAP, HEAD, PAD, Paper, Type
from contests.exchange.poster.words import lines, units

Columns = list[list[Item]]


@dataclass(frozen=True)
class Sheet:
    """One page: parts of the two lists, and the ranking in columns; `panels` is the height of the panels in points."""

    red: Sequence[Item]
    black: Sequence[Item]
    columns: Columns
    panels: float
    unranked: str

    @property
    def has_panels(self) -> bool:
        """Return whether the sheet shows the lists."""
        return self.panels > 0


@dataclass(frozen=True)
class Layout:
    """The sheets of a poster and the type they are set in."""

    type: Type
    sheets: tuple[Sheet, ...]


def lay_out(content: Content, paper: Paper, tighter: float = 1) -> Layout:
    """Return the layout with the fewest sheets, and on those the largest type; `tighter` is the part of the room used.

    Type that is smaller still fits where a larger one does, so the best is found by halving.
    """
    sheets = min(len(pack(content, family[-1], tighter)) for family in paper.families)
    fitting: list[Type] = []
    for family in paper.families:
        at = bisect_left(family, True, key=lambda one: len(pack(content, one, tighter)) <= sheets)
        fitting += family[at : at + 1]
    best = max(fitting, key=lambda one: one.worth)
    return Layout(best, tuple(pack(content, best, tighter)))


def pack(content: Content, setting: Type, tighter: float) -> list[Sheet]:
    """Return the content on as many sheets as it takes in this type."""
    sheets: list[Sheet] = []
    red, black, places = list(content.red), list(content.black), list(content.places)
    lists_left, all_room = True, setting.paper.room * tighter - _notices(content, setting)
    while lists_left or places:
        room, panels = all_room, 0.0
        shown: tuple[list[Item], list[Item]] = ([], [])
        if lists_left:
            head = (HEAD + 2 * PAD) * setting.paper.unit
            shown = (_take(red, setting, room - head), _take(black, setting, room - head))
            lists_left = bool(red or black)
            tallest = max(sum(item.height(setting) for item in part) for part in shown)
            panels = room if lists_left else head + max(tallest, 3 * setting.size)
            room -= panels + GAP * setting.paper.unit
        columns = [] if lists_left else _rank(places, content, setting, room)
        last = not lists_left and not places
        if panels and not lists_left:
            # What is left over makes the panels taller, so that the sheet is full.
            panels += max(room - _height(columns, content, setting), 0) if columns or last else room
        sheets.append(Sheet(*shown, columns, panels, content.unranked if last else ""))
        if len(sheets) > 99:
            raise ValueError("内容放不进海报")
    return sheets


def _notices(content: Content, setting: Type) -> float:
    unit = setting.paper.unit
    return sum((1.5 * lines(units(word + text), 54) + 1.1) * unit for word, text in content.notices)


def _take(items: list[Item], setting: Type, room: float) -> list[Item]:
    """Move the first items that fit out of the list; a title goes with its first entry, and is repeated."""
    taken: list[Item] = []
    title: Title | None = None
    for at, item in enumerate(items):
        need = item.height(setting)
        follows = items[at + 1].height(setting) if isinstance(item, Title) else 0
        if need + follows > room and taken:
            rest = items[at:]
            items[:] = [title.again(), *rest] if title and not isinstance(item, Title) else rest
            return taken
        title = item if isinstance(item, Title) else title
        taken.append(item)
        room -= need
    items.clear()
    return taken


def _head(content: Content, setting: Type) -> float:
    """Return the height of what stands over and under the columns of the ranking."""
    unranked = f"未参与排名：{content.unranked}" if content.unranked else ""
    under = setting.leading * lines(units(unranked), setting.column_width(1)) + 0.6 if unranked else 0
    return 2.4 * setting.paper.unit + (setting.leading + 0.5 + under) * setting.size


def _rank(places: list[Item], content: Content, setting: Type, room: float) -> Columns:
    """Move the places that fit out of the list, into the fewest columns that hold all, else those with most rows."""
    room -= _head(content, setting)
    if not places or room < 4 * 2 * setting.size:
        return []
    rows = len(places)
    choices = (1,) if rows <= 4 else (1, 2) if rows <= 12 else (2, 3) if rows <= 30 else (3, 4, 5)
    for count in choices:
        if len(_fill(list(places), setting, count, room)) <= count:
            return _balanced(places, setting, count, room)
    begun = [_begin(list(places), setting, count, room) for count in choices]
    columns, places[:] = min(begun, key=lambda one: sum(isinstance(item, Place) for item in one[1]))
    return columns


def _begin(places: list[Item], setting: Type, count: int, room: float) -> tuple[Columns, list[Item]]:
    """Return the columns that begin the list, and what is left of it."""
    columns = [_take_column(places, setting, count, room) for _ in range(count)]
    return [column for column in columns if column], places


def _balanced(places: list[Item], setting: Type, count: int, room: float) -> Columns:
    """Move all places out of the list, into columns as low as they can be."""
    low, high = 0.0, room
    for _ in range(10):
        middle = (low + high) / 2
        fits = len(_fill(list(places), setting, count, middle)) <= count
        low, high = (low, middle) if fits else (middle, high)
    columns = _fill(list(places), setting, count, high)
    places.clear()
    return columns


def _fill(places: list[Item], setting: Type, count: int, room: float) -> Columns:
    columns: Columns = []
    while places and len(columns) <= count:
        columns.append(_take_column(places, setting, count, room))
    return columns


def _take_column(places: list[Item], setting: Type, count: int, room: float) -> list[Item]:
    taken: list[Item] = []
    title: Title | None = None
    while places:
        item = places[0]
        need = item.height(setting, count)
        follows = places[1].height(setting, count) if isinstance(item, Title) and len(places) > 1 else 0
        if need + follows > room and taken:
            if title and not isinstance(item, Title):
                places.insert(0, title.again())
            break
        title = item if isinstance(item, Title) else title
        taken.append(places.pop(0))
        room -= need
    return taken


def _height(columns: Columns, content: Content, setting: Type) -> float:
    """Return the height of the ranking in points."""
    if not columns:
        return 0
    tallest = max(sum(item.height(setting, len(columns)) for item in column) for column in columns)
    return tallest + _head(content, setting)
