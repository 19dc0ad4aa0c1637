"""The periods of a contest, laid out from its calendar."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from contests.enums import Cadence
from contests.errors import ScoreboardError
from contests.models.contests import Contest
from contests.models.periods import Period
from contests.models.rankings import RankingRun
from contests.models.ratings import Adjustment, Rating
from contests.models.supervision import Finding


def store_periods(contest: Contest, spec: Mapping[str, Any]) -> None:
    """Open the periods of every cadence that is entered or ranked, and close those that hold nothing yet.

    Where the rules begin later, what the older ones enter is still entered before.

    Raises ScoreboardError where a period that holds something would be moved, renumbered or dropped.
    """
    wanted = _wanted(contest, spec)
    used = Q()
    for model in (Rating, RankingRun, Finding, Adjustment):
        used |= Q(Exists(model._default_manager.filter(period=OuterRef("pk"))))
    unused = contest.periods.exclude(used)
    # What stays as it is keeps its row: a reopening, notices and open pages hang on it.
    gone = [one.pk for one in unused if wanted.get(one.code, ())[:4] != _laid_out(one)]
    contest.periods.filter(pk__in=gone).delete()
    for period in contest.periods.all():
        found = wanted.pop(period.code, None)
        if found is None or found[:4] != _laid_out(period):
            raise ScoreboardError(f"考评期 {period} 已有数据，日程的改动不能动到它")
        Period.objects.filter(pk=period.pk).update(entry_closes_at=found[4])
    Period.objects.bulk_create(
        Period(
            contest=contest,
            code=code,
            cadence=row[0],
            number=row[1],
            starts_on=row[2],
            ends_on=row[3],
            entry_closes_at=row[4],
        )
        for code, row in wanted.items()
    )


def _laid_out(period: Period) -> tuple[str, int, date, date]:
    return period.cadence, period.number, period.starts_on, period.ends_on


def _wanted(contest: Contest, spec: Mapping[str, Any]) -> dict[str, tuple[str, int, date, date, datetime]]:
    """Return cadence, number, first and last day, and close of entry of every period by its code."""
    calendar = spec["calendar"]
    older = [] if spec["rules_from"] is None else contest.rules_versions.values_list("rules", flat=True)
    dimensions = chain(spec["dimensions"], *(rules["dimensions"] for rules in [*spec["earlier_rules"], *older]))
    criteria = [part for dimension in dimensions for part in dimension["criteria"]]
    # What a roll-up passes through on its way has periods too.
    passed = (to for part in criteria if isinstance(part["roll_up"], dict) for to in part["roll_up"])
    cadences = {*calendar["ranked"], *(part["cadence"] for part in criteria), *passed}
    first, last = date.fromisoformat(str(calendar["starts_on"])), date.fromisoformat(str(calendar["ends_on"]))
    wanted = {}
    for cadence in sorted(cadences):
        for number, (code, start, end) in enumerate(calendar_periods(Cadence(cadence), first, last), start=1):
            closes = timezone.make_aware(datetime.combine(end + timedelta(days=calendar["entry_days"] + 1), time.min))
            wanted[code] = (cadence, number, start, end, closes)
    return wanted


def calendar_periods(cadence: Cadence, first: date, last: date) -> Iterator[tuple[str, date, date]]:
    """Yield (code, first day, last day) of a contest's periods.

    A week (Monday to Sunday) is the contest's when its closing day is; longer periods are cut to the contest's days.
    """
    if cadence == Cadence.WEEK:
        end = first + timedelta(days=6 - first.weekday())
        while end <= last:
            year, week, _ = end.isocalendar()
            yield f"{year}-W{week:02}", end - timedelta(days=6), end
            end += timedelta(days=7)
        return
    months = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.YEAR: 12}[cadence]
    start = date(first.year, (first.month - 1) // months * months + 1, 1)
    while start <= last:
        month = start.month + months
        following = date(start.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
        code = {1: f"{start:%Y-%m}", 3: f"{start.year}-Q{(start.month + 2) // 3}", 12: f"{start.year}"}[months]
        yield code, max(start, first), min(following - timedelta(days=1), last)
        start = following
