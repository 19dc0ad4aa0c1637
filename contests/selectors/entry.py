"""What entry needs to know of a contest: its periods, entrants and criteria, by what people call them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from contests.models import Contest, Criterion, Entrant, Period, Placement
from contests.scoring.methods import METHODS
from contests.scoring.methods.base import Method


@dataclass(frozen=True, slots=True)
class EntryPeriod:
    """A period that figures are entered for; `placement_day` is the day whose placements hold in it."""

    pk: int
    code: str
    cadence: str
    closes_at: datetime
    placement_day: date


@dataclass(frozen=True, slots=True)
class EntryEntrant:
    """An entrant, its department's path in the tree, and its divisions with the days they begin."""

    pk: int
    code: str
    name: str
    department_path: str
    divisions: tuple[tuple[date, str], ...]

    def division_in(self, period: EntryPeriod) -> str:
        """Return the code of the division that the entrant is in during a period, empty before its first."""
        return next((code for day, code in reversed(self.divisions) if day <= period.placement_day), "")


@dataclass(frozen=True, slots=True)
class EntryCriterion:
    """A criterion with its method ready to judge a figure."""

    pk: int
    code: str
    name: str
    cadence: str
    full_marks: Decimal
    division_marks: dict[str, Decimal]
    method: Method

    def marks_in(self, division: str) -> Decimal:
        """Return the full marks in a division."""
        return self.division_marks.get(division, self.full_marks)


T = TypeVar("T", EntryEntrant, EntryCriterion)


@dataclass(frozen=True, slots=True)
class EntryGuide:
    """Periods, entrants and criteria by code and by name; a name that stands for two is in `ambiguous`."""

    periods: dict[str, EntryPeriod]
    entrants: dict[str, EntryEntrant]
    criteria: dict[str, EntryCriterion]
    scopes: dict[str, str]
    ambiguous: set[str] = field(default_factory=set)


def entry_guide(contest: Contest) -> EntryGuide:
    """Return the guide of a contest, in four queries."""
    ambiguous: set[str] = set()
    periods = {
        period.code: EntryPeriod(period.pk, period.code, period.cadence, period.entry_closes_at, period.placement_day)
        for period in Period.objects.filter(contest=contest).select_related("contest").order_by("ends_on")
    }
    nodes = list(Criterion.objects.filter(contest=contest).order_by("order"))
    scopes = {"total": "total", "总分": "total"}
    for node in nodes:
        if not node.method:
            scopes |= {node.code: node.code, node.name: node.code}
    return EntryGuide(
        periods=periods,
        entrants=_by_code_and_name(_entrants(contest), ambiguous),
        criteria=_by_code_and_name((_criterion(node) for node in nodes if node.method), ambiguous),
        scopes=scopes,
        ambiguous=ambiguous,
    )


def _entrants(contest: Contest) -> Iterable[EntryEntrant]:
    placements = Placement.objects.filter(entrant__contest=contest).order_by("starts_on")
    divisions: dict[int, tuple[tuple[date, str], ...]] = {}
    for entrant_id, day, code in placements.values_list("entrant_id", "starts_on", "division__code"):
        divisions[entrant_id] = (*divisions.get(entrant_id, ()), (day, code))
    for entrant in Entrant.objects.filter(contest=contest).select_related("department").order_by("order"):
        yield EntryEntrant(
            entrant.pk, entrant.code, entrant.name, entrant.department.path, divisions.get(entrant.pk, ())
        )


def _criterion(node: Criterion) -> EntryCriterion:
    assert node.full_marks is not None
    return EntryCriterion(
        pk=node.pk,
        code=node.code,
        name=node.name,
        cadence=node.cadence,
        full_marks=node.full_marks,
        division_marks={code: Decimal(marks) for code, marks in node.division_marks.items()},
        method=METHODS[node.method].parse(node.params),
    )


def _by_code_and_name(items: Iterable[T], ambiguous: set[str]) -> dict[str, T]:
    known: dict[str, T] = {}
    for item in items:
        if item.name in known and known[item.name].pk != item.pk:
            ambiguous.add(item.name)
        known[item.name] = item
        known[item.code] = item
    return known
