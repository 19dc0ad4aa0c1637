"""What entry needs to know of a contest: its periods, entrants and criteria, by what people call them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from contests.models import Contest, Criterion, Entrant, Period, Placement
from contests.models.rules_versions import version_on
from contests.scoring.document import TOTAL
from contests.scoring.methods import METHODS
from contests.scoring.methods.base import Method
from contests.selectors.slips import most_points


@dataclass(frozen=True, slots=True)
class EntryPeriod:
    """A period that figures are entered for; `placement_day` is the day whose placements and rules hold in it.

    Criteria by code and by name, and scopes by what people call them, are those of its rules; `most` says by scope how
    many points one event may add or take.
    """

    pk: int
    code: str
    cadence: str
    closes_at: datetime
    placement_day: date
    criteria: dict[str, "EntryCriterion"]
    scopes: dict[str, str]
    most: dict[str, Decimal]


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
    """Periods, entrants and criteria by code and by name; a name that stands for two is in `ambiguous`.

    Criteria and scopes are those of all periods together, for telling what is known at all.
    """

    periods: dict[str, EntryPeriod]
    entrants: dict[str, EntryEntrant]
    criteria: dict[str, EntryCriterion]
    scopes: dict[str, str]
    ambiguous: set[str] = field(default_factory=set)


def entry_guide(contest: Contest) -> EntryGuide:
    """Return the guide of a contest, in five queries."""
    ambiguous: set[str] = set()
    periods = {period.code: period for period in _periods(contest, ambiguous)}
    return EntryGuide(
        periods=periods,
        entrants=_by_code_and_name(_entrants(contest), ambiguous),
        criteria={name: found for period in periods.values() for name, found in period.criteria.items()},
        scopes={name: found for period in periods.values() for name, found in period.scopes.items()},
        ambiguous=ambiguous,
    )


def _periods(contest: Contest, ambiguous: set[str]) -> Iterable[EntryPeriod]:
    """Yield the periods, each with what the rules in force on its placement day let be entered."""
    ids = dict(Criterion.objects.filter(contest=contest).values_list("code", "pk"))
    versions = list(contest.rules_versions.order_by("-number"))
    known: dict[int, tuple[dict[str, EntryCriterion], dict[str, str], dict[str, Decimal]]] = {}
    for period in Period.objects.filter(contest=contest).select_related("contest").order_by("ends_on"):
        version = version_on(versions, period.placement_day)
        number, rules = (version.number, version.rules) if version else (0, {"dimensions": []})
        if number not in known:
            known[number] = (_by_code_and_name(_criteria(rules, ids), ambiguous), _scopes(rules), most_points(rules))
        yield EntryPeriod(
            period.pk, period.code, period.cadence, period.closes_at, period.placement_day, *known[number]
        )


def _scopes(rules: Mapping[str, Any]) -> dict[str, str]:
    scopes = {TOTAL: TOTAL, "总分": TOTAL}
    for dimension in rules["dimensions"]:
        scopes |= {dimension["code"]: dimension["code"], dimension["name"]: dimension["code"]}
    return scopes


def _entrants(contest: Contest) -> Iterable[EntryEntrant]:
    placements = Placement.objects.filter(entrant__contest=contest).order_by("starts_on")
    divisions: dict[int, tuple[tuple[date, str], ...]] = {}
    for entrant_id, day, code in placements.values_list("entrant_id", "starts_on", "division__code"):
        divisions[entrant_id] = (*divisions.get(entrant_id, ()), (day, code))
    for entrant in Entrant.objects.filter(contest=contest).select_related("department").order_by("order"):
        yield EntryEntrant(
            entrant.pk, entrant.code, entrant.name, entrant.department.path, divisions.get(entrant.pk, ())
        )


def _criteria(rules: Mapping[str, Any], ids: Mapping[str, int]) -> Iterable[EntryCriterion]:
    for dimension in rules["dimensions"]:
        for part in dimension["criteria"]:
            # Once, rules that began later took away what had no figures yet: older ones may name what is gone.
            if part["code"] in ids:
                yield EntryCriterion(
                    pk=ids[part["code"]],
                    code=part["code"],
                    name=part["name"],
                    cadence=part["cadence"],
                    full_marks=Decimal(part["full_marks"]),
                    division_marks={code: Decimal(marks) for code, marks in part["division_marks"].items()},
                    method=METHODS[part["method"]].parse(part["params"]),
                )


def _by_code_and_name(items: Iterable[T], ambiguous: set[str]) -> dict[str, T]:
    known: dict[str, T] = {}
    for item in items:
        if item.name in known and known[item.name].pk != item.pk:
            ambiguous.add(item.name)
        known[item.name] = item
        known[item.code] = item
    return known
