"""What the hall screen shows of an issue, read out of its document; how it is cut into pages is the screen's affair."""

from collections.abc import Iterable
from dataclasses import dataclass

from contests.scoring.board import BLACK, RED
from contests.scoring.document import COMBINED, TOTAL
from contests.selectors.boards import Line, Panel, Ranking, Row, panel, ranking
from contests.selectors.marks import Marks
from contests.selectors.payloads import Payload

# So many movers are read in the time of a scene; how many more there were is said.
MOVERS = 5

# More parts of the score than this leave no room for the names; one part only is the score again.
PARTS = 4

# A longer ranking without parts stands in two columns, and so does a longer list.
ONE_COLUMN, ONE_LIST = 12, 4

# So few lines are set large, and more than MANY are set close, so that a screen is neither empty nor turned for ever.
FEW, MANY = 3, 8


@dataclass(frozen=True, slots=True)
class Pool:
    """The ranking of those who are ranked together."""

    title: str
    ranking: Ranking
    has_parts: bool


@dataclass(frozen=True, slots=True)
class Move:
    """An entrant that changed its place, and where it is ranked."""

    pool: str
    row: Row


@dataclass(frozen=True, slots=True)
class Movers:
    """Who moved most in one direction, and how many others moved too."""

    moves: tuple[Move, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the red list that is shown alone; it `is_told` where it says more than its score and place."""

    title: str
    line: Line
    is_told: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """The list of a colour, and how it stands on a screen."""

    panel: Panel

    @property
    def columns(self) -> int:
        """Return in how many columns it stands on a wide screen."""
        return 2 if self.panel.size > ONE_LIST else 1

    @property
    def density(self) -> str:
        """Return how close its lines are set."""
        return density(self.panel.size)


@dataclass(frozen=True, slots=True)
class Hall:
    """The scenes of an issue; `rose` and `fell` are empty where nobody has an earlier place."""

    lists: tuple[Listing, Listing]
    pools: tuple[Pool, ...]
    rose: Movers
    fell: Movers
    deeds: tuple[Deed, ...]

    @property
    def has_movers(self) -> bool:
        """Return whether anybody changed its place."""
        return bool(self.rose.moves or self.fell.moves)

    @property
    def size(self) -> int:
        """Return how many entrants are ranked, once in each ranking."""
        return sum(len(pool.ranking.rows) for pool in self.pools)

    @property
    def density(self) -> str:
        """Return how close the places of the rankings are set."""
        return density(self.size)

    @property
    def columns(self) -> int:
        """Return in how many columns the rankings stand on a wide screen."""
        return 2 if self.size > ONE_COLUMN and not any(pool.has_parts for pool in self.pools) else 1


def hall(payload: Payload, marks: Marks) -> Hall:
    """Return the scenes of an issue, its black lines with the marks of what became of them."""
    pools = tuple(_pools(payload))
    red = panel(payload, RED)
    moves = [
        Move(pool.title if len(payload.divisions) > 1 else "", row)
        for pool, scope in zip(pools, _scopes(payload), strict=True)
        if scope[0] == TOTAL
        for row in pool.ranking.rows
        if row.change
    ]
    return Hall(
        lists=(Listing(red), Listing(panel(payload, BLACK, marks))),
        pools=pools,
        rose=_most(move for move in moves if _change(move) > 0),
        fell=_most(move for move in moves if _change(move) < 0),
        deeds=_deeds(red, payload.contest["score_label"]),
    )


def _deeds(red: Panel, label: str) -> tuple[Deed, ...]:
    """Return the deeds that are told; where none is, the lines that say for what score and place they are there."""
    found = tuple(
        Deed(group.title, line, not line.reason.startswith(f"{label} {line.score}，"))
        for group in red.groups
        for line in group.lines
        if line.reason
    )
    return tuple(deed for deed in found if deed.is_told) or found


def density(size: int) -> str:
    """Return how close so many lines are set."""
    if size <= FEW:
        return "few"
    return "many" if size > MANY else "some"


def _scopes(payload: Payload) -> list[tuple[str, str]]:
    """Return (scope, division) of the rankings: each division's total, then all divisions together."""
    found = [(TOTAL, division) for division in payload.divisions]
    return [*found, (COMBINED, next(iter(payload.divisions)))] if COMBINED in payload.scopes else found


def _pools(payload: Payload) -> Iterable[Pool]:
    for scope, division in _scopes(payload):
        found = ranking(payload, scope, division)
        title = payload.pool(scope, division) or payload.scopes[scope]
        yield Pool(title, found, scope == TOTAL and 1 < len(found.headings) <= PARTS)


def _change(move: Move) -> int:
    return move.row.change or 0


def _most(moves: Iterable[Move]) -> Movers:
    """Return those who moved furthest, of one distance in the order of the rankings."""
    found = sorted(moves, key=lambda move: -abs(_change(move)))
    return Movers(tuple(found[:MOVERS]), max(len(found) - MOVERS, 0))
