"""What a period still lacks, unit by unit: how much, what, who must report it, and when they were last pressed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from contests.enums import NoticeKind
from contests.models import Notice, Period
from contests.selectors.missing import Cell, PeriodCells, Unit, cells_of, units_of
from contests.selectors.people import Duties, Person, duties_in


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit of a period: cells in all, the names of the missing criteria by who reports them, and these people."""

    unit: Unit
    total: int
    missing: Mapping[str, Sequence[str]]
    people: Sequence[Person]
    nudged_at: datetime | None

    @property
    def lacking(self) -> int:
        """Return how many cells are missing."""
        return sum(len(names) for names in self.missing.values())

    @property
    def done(self) -> int:
        """Return how many cells are reported."""
        return self.total - self.lacking


def unit_lines(period: Period) -> list[UnitLine]:
    """Return the units of a period (given with contest and host), in the office's order, in twelve queries."""
    cells = cells_of([period])[period.pk]
    units, duties = units_of([period.contest_id]), duties_in([period.contest])
    pressed = dict(
        Notice.objects.filter(period=period, kind=NoticeKind.NUDGE)
        .values_list("person")
        .annotate(Max("created_at"))
        .order_by()
    )
    totals = Counter(entrant for entrant, _ in cells.cells)
    missing = by_entrant(cells.missing)
    return [_line(units[pk], total, missing[pk], cells, duties, pressed) for pk, total in totals.items()]


def by_entrant(cells: Iterable[Cell]) -> Mapping[int, list[int]]:
    """Return the criteria of each entrant; none for one that is not among the cells."""
    found: dict[int, list[int]] = defaultdict(list)
    for entrant, criterion in cells:
        found[entrant].append(criterion)
    return found


def _line(
    unit: Unit, total: int, missing: list[int], cells: PeriodCells, duties: Duties, pressed: Mapping[int, datetime]
) -> UnitLine:
    names: dict[str, list[str]] = defaultdict(list)
    people: set[int] = set()
    for criterion in missing:
        duty = duties.of(unit, criterion)
        names[duty.team].append(cells.names[criterion])
        people |= duty.people
    times = [pressed[pk] for pk in people if pk in pressed]
    known = [duties.staff.people[pk] for pk in sorted(people)]
    return UnitLine(unit, total, dict(names), known, max(times, default=None))


@dataclass(frozen=True, slots=True)
class Lacking:
    """What one person still has to report in a period, or all of them together: units by name, and how many cells."""

    units: Sequence[str]
    number: int

    @property
    def words(self) -> str:
        """Return it in a few words."""
        return f"{in_words(self.units)}还缺 {self.number} 项"


def in_words(units: Sequence[str]) -> str:
    """Return names of units in a few words, three at most by name."""
    return "、".join(units[:3]) + (f" 等 {len(units)} 个单位" if units[3:] else "")


def lacking_by_person(cells: PeriodCells, units: Mapping[int, Unit], duties: Duties) -> dict[int, Lacking]:
    """Return what each responsible person still has to report in a period."""
    mine: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells.missing:
        for pk in duties.of(units[cell[0]], cell[1]).people:
            mine[pk].append(cell)
    return {pk: lacking_of(found, units) for pk, found in mine.items()}


def lacking_of(cells: Sequence[Cell], units: Mapping[int, Unit]) -> Lacking:
    """Return cells in the words of their units."""
    return Lacking([units[pk].name for pk in dict.fromkeys(entrant for entrant, _ in cells)], len(cells))
