"""The ranks of a division, period by period: for a heat map, for lines, and for the tables that say the same."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from contests.enums import Cadence
from contests.models import Contest, Division, Period, Standing
from contests.scoring.document import TOTAL
from contests.selectors.leaders.links import ranking_link, sheet_link
from contests.selectors.leaders.results import Result, of_cadence, results_in

# A year of months, a quarter of weeks.
PERIODS = 12
# More lines than these cannot be told apart.
LINES = 6
# The ranks of a division are coloured in so many bands, the first one the best.
BANDS = 5


@dataclass(frozen=True, slots=True)
class Column:
    """A period of the table: its short and its whole name, whether it is released, and where its ranking stands."""

    result: Result
    short: str
    address: str

    @property
    def label(self) -> str:
        """Return the period in words."""
        return self.result.period.label


@dataclass(frozen=True, slots=True)
class Cell:
    """An entrant's rank in a period, None where it has none; `band` runs from 1, the best, to 5."""

    rank: int | None
    tied: bool
    band: int
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """An entrant with its cells, the oldest first."""

    code: str
    name: str
    order: int
    cells: tuple[Cell, ...]

    @property
    def newest(self) -> int | None:
        """Return the rank in the newest period."""
        return self.cells[-1].rank

    @property
    def fall(self) -> int:
        """Return the places lost between the last two periods in which there is a rank."""
        ranks = [cell.rank for cell in self.cells if cell.rank is not None]
        return ranks[-1] - ranks[-2] if len(ranks) > 1 else 0


@dataclass(frozen=True, slots=True)
class Trends:
    """The periods of a cadence and the entrants of a division; `chosen` are the codes to be drawn as lines."""

    cadence: str
    cadences: Sequence[str]
    division: str
    divisions: Mapping[str, str]
    columns: Sequence[Column]
    rows: Sequence[Row]
    chosen: Sequence[str]

    @property
    def lines(self) -> list[Row]:
        """Return the entrants that are drawn as lines."""
        return [row for row in self.rows if row.code in self.chosen]

    @property
    def last_ranked(self) -> Column | None:
        """Return the newest of the periods in which anybody has a rank, None where nobody has one in any."""
        return self._ranked[-1] if self._ranked else None

    @property
    def is_charted(self) -> bool:
        """Return whether there is more than one period to draw a line between."""
        return len(self._ranked) > 1

    @property
    def _ranked(self) -> list[Column]:
        return [column for at, column in enumerate(self.columns) if any(row.cells[at].rank for row in self.rows)]

    @property
    def has_unreleased(self) -> bool:
        """Return whether any of the periods is not released."""
        return any(column.result.number is None for column in self.columns)


def trends(
    contest: Contest, *, cadence: str | None, division: str | None, units: Collection[str], linked: Collection[str]
) -> Trends | None:
    """Return the ranks of a contest as asked for, None for a cadence, division or unit that is not there; six queries.

    Where cadence or division is left open, it is that of the newest ranks. Without units those that the leader is
    linked to are drawn and those that fell.
    """
    found = of_cadence(results_in([contest])[contest.pk])
    divisions = dict(Division.objects.filter(contest=contest).order_by("order").values_list("code", "name"))
    if not (cadence and division):
        cadence, division = _newest_ranks(found, list(divisions), cadence, division)
    if (found and cadence not in found) or division not in divisions:
        return None
    results = list(reversed(found.get(cadence, [])[:PERIODS]))
    rows = _rows(contest, results, division)
    codes = {row.code for row in rows}
    if not codes.issuperset(units):
        return None
    columns = [Column(one, short_label(one.period), ranking_link(contest.slug, one.period.code)) for one in results]
    chosen = list(units) or _worth_a_line(rows, linked)
    return Trends(cadence, list(found), division, divisions, columns, rows, chosen[:LINES])


def _newest_ranks(
    found: Mapping[str, Sequence[Result]], divisions: Sequence[str], cadence: str | None, division: str | None
) -> tuple[str, str]:
    """Return cadence and division, as asked for or those with the newest ranks: the shortest cadence, the first one."""
    newest = {result.run: result for results in found.values() for result in results}
    ranked = Standing.objects.filter(run__in=newest, scope=TOTAL, rank__isnull=False)
    pairs = [
        (newest[run].period.ends_on, newest[run].period.cadence, code)
        for run, code in ranked.values_list("run_id", "division__code").distinct()
        if cadence in (None, "", newest[run].period.cadence) and division in (None, "", code)
    ]
    order = list(found)
    pairs.sort(key=lambda pair: (-pair[0].toordinal(), order.index(pair[1]), divisions.index(pair[2])))
    _, first, own = pairs[0] if pairs else (None, next(iter(found), Cadence.MONTH), next(iter(divisions), ""))
    return cadence or first, division or own


def short_label(period: Period) -> str:
    """Return a period in so few letters that twelve of them stand in a row on a phone."""
    if period.cadence == Cadence.WEEK:
        return f"{period.number}周"
    if period.cadence == Cadence.MONTH:
        return f"{period.ends_on.month}月"
    if period.cadence == Cadence.QUARTER:
        return f"{(period.ends_on.month + 2) // 3}季"
    return f"{period.ends_on.year}"


def _rows(contest: Contest, results: Sequence[Result], division: str) -> list[Row]:
    """Return who was in the division in any of the periods, in the order of the newest ranks."""
    runs = [result.run for result in results]
    told = Standing.objects.filter(run__in=runs, scope=TOTAL, division__code=division, division__contest=contest)
    ranks: dict[str, dict[int, tuple[int | None, bool]]] = {}
    names: dict[str, Row] = {}
    sizes: Counter[int] = Counter()
    for run, code, name, order, rank, tied in told.order_by("entrant__order").values_list(
        "run_id", "entrant__code", "entrant__name", "entrant__order", "rank", "tied"
    ):
        names[code] = Row(code, name, order, ())
        ranks.setdefault(code, {})[run] = (rank, tied)
        sizes[run] += rank is not None

    def cell(code: str, result: Result) -> Cell:
        rank, tied = ranks[code].get(result.run, (None, False))
        band = 1 + (rank - 1) * BANDS // sizes[result.run] if rank else 0
        return Cell(rank, tied, min(band, BANDS), sheet_link(contest.slug, result.period.code, code))

    rows = [replace(row, cells=tuple(cell(code, result) for result in results)) for code, row in names.items()]
    return sorted(rows, key=lambda row: (row.newest is None, row.newest or 0, row.order))


def _worth_a_line(rows: Sequence[Row], linked: Collection[str]) -> list[str]:
    """Return whom a leader looks at first: the own ones, those that fell, and where there is neither the first."""
    mine = [row.code for row in rows if row.code in linked]
    fell = [row.code for row in sorted(rows, key=lambda row: -row.fall) if row.fall > 0]
    return list(dict.fromkeys([*mine, *fell])) or [row.code for row in rows[:1]]
