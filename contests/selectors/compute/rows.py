"""The queries of a computation: a fixed number of them, however many periods are computed together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from itertools import groupby
from operator import itemgetter, or_
from typing import Any, NamedTuple, TypeVar

from django.db.models import Case, DecimalField, F, Q, QuerySet, Value, When

from contests.enums import EMPTIED, Colour, Decision, RatingStatus
from contests.models import (
    Adjustment,
    Finding,
    Period,
    Placement,
    Rating,
    RulesVersion,
)

K = TypeVar("K")
V = TypeVar("V")


class Placed(NamedTuple):
    """An entrant and the division it belongs to from a day on."""

    entrant: int
    code: str
    name: str
    starts_on: date
    division: int
    division_code: str
    division_name: str
    division_order: int
    division_category: str


class Before(NamedTuple):
    """How an entrant stood in the latest released period before: its rank, and its black entries in a row."""

    scope: str
    division: int
    rank: int | None
    streak: int | None


# Ids of the period and the entrant, code of the criterion; value, target, grade, parts, word; source, roles. A plain
# tuple, just as the cursor gives it, because a month of many contests has hundreds of thousands of them.
Reading = tuple[Any, ...]
Readings = list[tuple[Period, list[Reading]]]

Events = list[dict[str, Any]]
BY_HAND = "by_hand"
Ranks = dict[int, list[Before]]
READING = (
    "value", "target", "grade", "parts", "word", "source", "entered_role", "approved_role",
)  # fmt: skip


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return the values by key, in their order; a key that is not there has none."""
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def rules_of(contests: set[int]) -> dict[int, list[RulesVersion]]:
    """Return the rules versions of each contest, the newest first."""
    versions = RulesVersion.objects.filter(contest__in=contests).order_by("-number")
    return grouped((version.contest_id, version) for version in versions)


def placements_of(contests: set[int]) -> dict[int, list[Placed]]:
    """Return the placements of each contest, in the order of entrant and day."""
    rows = (
        Placement.objects.filter(entrant__contest__in=contests)
        .order_by("entrant__order", "starts_on")
        .values_list(
            "entrant__contest_id",
            "entrant_id",
            "entrant__code",
            "entrant__name",
            "starts_on",
            "division_id",
            "division__code",
            "division__name",
            "division__order",
            "division__category",
        )
    )
    return grouped((row[0], Placed(*row[1:])) for row in rows)


def readings_of(periods: Sequence[Period], statuses: Collection[RatingStatus]) -> dict[int, Readings]:
    """Return the ratings, in these states, that close within the periods, by contest and period, the earliest first.

    The periods are read apart: joined to each of hundreds of thousands of ratings they would cost as much as the rest.
    """
    bounds = (Q(contest=period.contest_id, ends_on__range=(period.starts_on, period.ends_on)) for period in periods)
    within = {period.pk: period for period in Period.objects.filter(reduce(or_, bounds))}
    rows = (
        Rating.objects.filter(status__in=statuses, period__in=list(within))
        .exclude(status=RatingStatus.DRAFT, source=EMPTIED)
        .order_by("period_id", "entrant_id", "criterion_id")
        .values_list("period_id", "entrant_id", "criterion__code", *READING)
    )
    by_period = {period: list(own) for period, own in groupby(rows, key=itemgetter(0))}
    readings: dict[int, Readings] = defaultdict(list)
    for period in sorted(within.values(), key=lambda period: (period.ends_on, period.pk)):
        readings[period.contest_id].append((period, by_period.get(period.pk, [])))
    return readings


def events_of(periods: Sequence[Period]) -> dict[int, tuple[Events, Events]]:
    """Return the approved adjustments and findings by period, as the document takes them, in one query."""
    adjustments = _approved(Adjustment, periods).annotate(
        fact=F("matter"), sort=F("kind"), size=F("points"), how=F("effect")
    )
    findings = _approved(Finding, periods).annotate(
        sort=F("colour"),
        size=Value(Decimal(0), output_field=DecimalField(max_digits=15, decimal_places=4)),
        how=Case(When(by_hand=True, then=Value(BY_HAND)), default=Value("")),
    )
    columns = ("period_id", "entrant__order", "pk", "entrant__code", "scope", "fact", "document", "sort", "size", "how")
    rows = adjustments.values_list(*columns).union(findings.values_list(*columns), all=True)
    found: dict[int, tuple[Events, Events]] = defaultdict(lambda: ([], []))
    for period, _, _, entrant, scope, fact, document, sort, size, how in sorted(rows, key=lambda row: row[:3]):
        event = {"entrant": entrant, "scope": scope, "document": document}
        if sort in Colour:
            found[period][1].append(event | {"colour": sort, "by_hand": how == BY_HAND, "fact": fact})
        else:
            found[period][0].append(event | {"kind": sort, "points": size, "effect": how, "matter": fact})
    return found


def _approved(model: type[Adjustment] | type[Finding], periods: Sequence[Period]) -> QuerySet[Any]:
    return model._default_manager.filter(period__in=periods, decision=Decision.APPROVED).order_by()
