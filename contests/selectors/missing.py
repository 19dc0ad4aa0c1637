"""Which figures of a period are still to be entered: entrants times criteria of its rules, minus what is reported."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from contests.enums import RatingStatus
from contests.models import Criterion, Entrant, Period, Rating
from contests.models.rules_versions import version_on
from contests.scoring.methods import METHODS
from contests.selectors.compute.document import in_force
from contests.selectors.compute.rows import placements_of, rules_of

# What is begun only, or sent back, is not reported yet.
REPORTED = (RatingStatus.SUBMITTED, RatingStatus.APPROVED)

Cell = tuple[int, int]


class Unit(NamedTuple):
    """An entrant as whoever must report for it is found."""

    pk: int
    contest: int
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class PeriodCells:
    """The cells (entrant, criterion) of a period, in the office's order and that of the rules, and the reported ones.

    `names` are those of the criteria, by id, in the rules of the period.
    """

    period: Period
    cells: tuple[Cell, ...]
    reported: frozenset[Cell]
    names: Mapping[int, str]

    @property
    def missing(self) -> list[Cell]:
        """Return the cells that are not reported."""
        return [cell for cell in self.cells if cell not in self.reported]


def cells_of(periods: Sequence[Period], entrants: Collection[int] | None = None) -> dict[int, PeriodCells]:
    """Return the cells of periods (given with their contests) by the period's id, in four queries at most.

    Of all entrants, or of some. What the ledger counts is not entered and so has no cell.
    """
    contests = {period.contest_id for period in periods}
    versions, placements = rules_of(contests), placements_of(contests)
    ids: dict[int, dict[str, int]] = defaultdict(dict)
    for contest, code, pk in Criterion.objects.filter(contest__in=contests).values_list("contest_id", "code", "pk"):
        ids[contest][code] = pk
    reported = _reported(periods, entrants)
    found = {}
    for period in periods:
        version = version_on(versions[period.contest_id], period.placement_day)
        names = dict(_entered(version.rules, period.cadence, ids[period.contest_id])) if version else {}
        placed = (row.entrant for row in in_force(placements[period.contest_id], period))
        cells = tuple((one, pk) for one in placed if entrants is None or one in entrants for pk in names)
        found[period.pk] = PeriodCells(period, cells, frozenset(reported[period.pk]), names)
    return found


def _entered(rules: Mapping[str, Any], cadence: str, ids: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """Yield id and name of the criteria that are entered in periods of a cadence."""
    for dimension in rules["dimensions"]:
        for part in dimension["criteria"]:
            if part["cadence"] == cadence and part["code"] in ids and not METHODS[part["method"]].ledger:
                yield ids[part["code"]], part["name"]


def _reported(periods: Sequence[Period], entrants: Collection[int] | None) -> dict[int, set[Cell]]:
    rows = Rating.objects.filter(period__in=periods, status__in=REPORTED).order_by()
    if entrants is not None:
        rows = rows.filter(entrant__in=entrants)
    reported: dict[int, set[Cell]] = defaultdict(set)
    for period, entrant, criterion in rows.values_list("period_id", "entrant_id", "criterion_id"):
        reported[period].add((entrant, criterion))
    return reported


def units_of(contests: Collection[int]) -> dict[int, Unit]:
    """Return the entrants of contests by id, in the office's order."""
    rows = Entrant.objects.filter(contest__in=contests).order_by("order")
    return {row[0]: Unit(*row) for row in rows.values_list("pk", "contest_id", "name", "department__path")}
