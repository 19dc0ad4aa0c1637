"""The queries of a computation: a fixed number of them, however many periods are computed together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, NamedTuple, TypeVar

from django.db.models import Q

from contests.enums import Decision, RatingStatus
from contests.models import Adjustment, Criterion, Finding, Period, Placement, Rating, Release, Standing

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


# Ids of entrant and criterion; value, target, grade. A plain tuple, because a month of many contests has hundreds of
# thousands of them.
Reading = tuple[int, int, Decimal | None, Decimal | None, str | None]
Readings = list[tuple[Period, list[Reading]]]

# Scope, division and rank of an entrant's standings, by the entrant's id.
Ranks = dict[int, list[tuple[str, int, int]]]


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return the values by key, in their order; a key that is not there has none."""
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def criteria_of(contests: set[int]) -> dict[int, list[Criterion]]:
    """Return the criteria tree of each contest, in its order."""
    nodes = Criterion.objects.filter(contest__in=contests).order_by("order")
    return grouped((node.contest_id, node) for node in nodes)


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
        )
    )
    return grouped((row[0], Placed(*row[1:])) for row in rows)


def readings_of(periods: Sequence[Period]) -> dict[int, Readings]:
    """Return the approved ratings that close within the periods, by contest and period, the earliest first.

    The periods are read apart: joined to each of hundreds of thousands of ratings they would cost as much as the rest.
    """
    bounds = (Q(contest=period.contest_id, ends_on__range=(period.starts_on, period.ends_on)) for period in periods)
    within = {period.pk: period for period in Period.objects.filter(reduce(or_, bounds))}
    rows = (
        Rating.objects.filter(status=RatingStatus.APPROVED, period__in=list(within))
        .order_by("period_id", "entrant_id", "criterion_id")
        .values_list("period_id", "entrant_id", "criterion_id", "value", "target", "grade")
    )
    by_period: dict[int, list[Reading]] = defaultdict(list)
    for row in rows:
        by_period[row[0]].append(row[1:])
    readings: dict[int, Readings] = defaultdict(list)
    for period in sorted(within.values(), key=lambda period: (period.ends_on, period.pk)):
        readings[period.contest_id].append((period, by_period[period.pk]))
    return readings


def events_of(
    model: type[Adjustment] | type[Finding], periods: Sequence[Period], columns: Sequence[str]
) -> dict[int, list[dict[str, Any]]]:
    """Return the approved events by period, as the document takes them."""
    rows = model.objects.filter(period__in=periods, decision=Decision.APPROVED).order_by("entrant__order", "pk")
    names = [column.removesuffix("__code") for column in columns]
    values = rows.values_list("period_id", *columns)
    return grouped((row[0], dict(zip(names, row[1:], strict=True))) for row in values)


def previous_ranks_of(periods: Sequence[Period]) -> dict[int, Ranks]:
    """Return, by period, the ranks of the latest period before it that is released, as they stand today."""
    standing_releases = Release.objects.filter(corrected_by__isnull=True)
    before = (
        Q(
            run__in=standing_releases.filter(
                period__contest=period.contest_id, period__cadence=period.cadence, period__ends_on__lt=period.ends_on
            )
            .order_by("-period__ends_on")
            .values("run")[:1]
        )
        for period in periods
    )
    rows = (
        Standing.objects.filter(reduce(or_, before), rank__isnull=False)
        .order_by("scope", "entrant_id")
        .values_list(
            "run__period__contest_id",
            "run__period__cadence",
            "run__period__ends_on",
            "entrant_id",
            "scope",
            "division_id",
            "rank",
        )
    )
    released: dict[tuple[int, str], dict[date, Ranks]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for contest, cadence, ends_on, entrant, scope, division, rank in rows:
        assert rank is not None
        released[contest, cadence][ends_on][entrant].append((scope, division, rank))
    previous: dict[int, Ranks] = {}
    for period in periods:
        earlier = released[period.contest_id, period.cadence]
        last = max((ends_on for ends_on in earlier if ends_on < period.ends_on), default=None)
        previous[period.pk] = earlier[last] if last else {}
    return previous
