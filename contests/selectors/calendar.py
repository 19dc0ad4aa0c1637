"""Which periods wait to be computed, and which close in a longer one."""

from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.lookups import Exact

from contests.enums import RatingStatus, RunState
from contests.models import Period, Problem, RankingRun, Rating, Release
from contests.scoring.document import CADENCES


def awaiting_first_run(now: datetime) -> list[Period]:
    """Return the ranked periods whose entry has closed, which hold approved figures and were never computed."""
    return [
        period
        for period in _closed(now).exclude(Exists(RankingRun.objects.filter(period=OuterRef("pk"))))
        if period.cadence in period.contest.cadences
    ]


def computed_unreleased(now: datetime) -> list[int]:
    """Return the id of the newest run of each closed period that is computed and of which no release stands."""
    released = Release.objects.standing().filter(period=OuterRef("period"))
    newest = _newest().filter(~Exists(released), state=RunState.DONE, period__in=_closed(now))
    return list(newest.order_by("pk").values_list("pk", flat=True))


def failed_before(moment: datetime) -> list[Period]:
    """Return the periods whose newest run failed and was asked for before a moment."""
    failed = _newest().filter(state=RunState.FAILED, requested_at__lt=moment)
    return [run.period for run in failed.select_related("period").order_by("pk")]


def _newest() -> QuerySet[RankingRun]:
    newer = RankingRun.objects.filter(period=OuterRef("period"), revision__gt=OuterRef("revision"))
    return RankingRun.objects.filter(~Exists(newer))


def unfinished(before: datetime) -> list[int]:
    """Return the ids of runs that were asked for, or claimed, before a moment and are still open."""
    waiting = Q(state=RunState.QUEUED, requested_at__lt=before) | Q(state=RunState.RUNNING, claimed_at__lt=before)
    return list(RankingRun.objects.filter(waiting).order_by("pk").values_list("pk", flat=True))


def _closed(now: datetime) -> QuerySet[Period]:
    approved = Rating.objects.filter(
        period__contest=OuterRef("contest"),
        period__ends_on__range=(OuterRef("starts_on"), OuterRef("ends_on")),
        status=RatingStatus.APPROVED,
    )
    ledger = Problem.objects.filter(contest=OuterRef("contest"), assigned_on__lte=OuterRef("ends_on"))
    return (
        Period.objects.filter(Exists(approved) | Exists(ledger), entry_closes_at__lte=now)
        .exclude(reopened_until__gt=now)
        .select_related("contest")
        .order_by("ends_on", "pk")
    )


class Span(NamedTuple):
    """What tells where a period lies: the names are those of its columns."""

    cadence: str
    starts_on: date
    ends_on: date


def closes_in(cadence: str, ends_on: date, longer: Span | Period) -> bool:
    """Return whether a period is the given one, or is shorter and closes in it."""
    is_longer = CADENCES.index(cadence) <= CADENCES.index(longer.cadence)
    return is_longer and longer.starts_on <= ends_on <= longer.ends_on


def closing_in(period: Period, path: str = "") -> Q:
    """Return the condition that a row's period, found under `path`, is this one or a shorter one that closes in it."""
    shorter = CADENCES[: CADENCES.index(period.cadence) + 1]
    ends = (period.starts_on, period.ends_on)
    return Q(**{f"{path}cadence__in": shorter, f"{path}ends_on__range": ends})


def closing_in_outer(path: str, outer: str) -> Q:
    """Return the same condition in a subquery, where the longer period is the outer query's, found under `outer`."""
    longer = OuterRef(f"{outer}cadence")
    shorter = (
        Q(Exact(Value(cadence), longer), **{f"{path}cadence__in": CADENCES[: number + 1]})
        for number, cadence in enumerate(CADENCES)
    )
    ends = (OuterRef(f"{outer}starts_on"), OuterRef(f"{outer}ends_on"))
    return reduce(or_, shorter) & Q(**{f"{path}ends_on__range": ends})
