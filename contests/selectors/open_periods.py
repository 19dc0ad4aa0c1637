"""The periods whose figures are still wanted."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from contests.models import Period, Release
from contests.selectors.calendar import Span, closes_in

# Nobody is told of a deadline that is further away: a year's figures are no work of its January.
HORIZON = timedelta(days=31)


def wanted_periods(contests: Collection[int] | None, now: datetime, since: datetime | None = None) -> list[Period]:
    """Return the periods that have begun and are not released, with their contests (None for all), in two queries.

    A period is released with itself or with a longer one that it closes in, unless that was recalled; opened again it
    is wanted again. `since` leaves out what closed before.
    """
    closing = Q(entry_closes_at__lte=now + HORIZON) | Q(reopened_until__gt=now)
    rows = Period.objects.filter(closing, starts_on__lte=timezone.localdate(now))
    if contests is not None:
        rows = rows.filter(contest__in=contests)
    if since is not None:
        rows = rows.filter(Q(entry_closes_at__gt=since) | Q(reopened_until__gt=since))
    periods = list(rows.select_related("contest__host").order_by("ends_on", "pk"))
    spans = ("contest", *(f"period__{name}" for name in Span._fields))
    among = Release.objects.standing().filter(contest__in={period.contest_id for period in periods})
    released = [(contest, Span(*where)) for contest, *where in among.values_list(*spans)]
    return [
        period
        for period in periods
        if _is_open_again(period, now)
        or not any(
            contest == period.contest_id and closes_in(period.cadence, period.ends_on, span)
            for contest, span in released
        )
    ]


def _is_open_again(period: Period, now: datetime) -> bool:
    return period.reopened_until is not None and period.reopened_until > now
