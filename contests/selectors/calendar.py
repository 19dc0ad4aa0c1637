"""Which periods wait to be computed."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from contests.enums import RatingStatus, RunState
from contests.models import Period, Problem, RankingRun, Rating


def awaiting_first_run(now: datetime) -> list[Period]:
    """Return the ranked periods whose entry has closed, which hold approved figures and were never computed."""
    return [
        period
        for period in _closed(now).exclude(Exists(RankingRun.objects.filter(period=OuterRef("pk"))))
        if period.cadence in period.contest.cadences
    ]


def computed_unreleased(now: datetime) -> list[int]:
    """Return the id of the newest run of each closed period that is computed and not released."""
    newest = _newest().filter(state=RunState.DONE, period__in=_closed(now), period__releases=None)
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
