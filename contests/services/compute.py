"""From approved ratings to a ranking run: request, claim, compute, store."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Case, F, Max, Q, Value, When

from contests.enums import RunState
from contests.errors import ScoreboardError
from contests.models import BoardEntry, Period, RankingRun, Standing, User
from contests.models.bulk import insert_rows
from contests.models.json_text import JSONText, encode
from contests.scoring.evaluate import evaluate
from contests.selectors.calendar import awaiting_first_run, computed_unreleased, failed_before, unfinished
from contests.selectors.compute import Prepared, outdated, prepare
from contests.selectors.compute.rows import grouped

OPEN = (RunState.QUEUED, RunState.RUNNING)

# A claim older than this belongs to a worker that died; the work itself takes seconds.
LEASE = timedelta(minutes=1)
RETRY_FAILED = timedelta(hours=1)

# Each try loses to another request only; who loses three times in a row had better be told.
REQUEST_TRIES = 3

# So many runs are prepared together that memory stays flat however many there are.
BATCH = 50


def request_run(*, period: Period, requested_by: User | None, now: datetime) -> RankingRun:
    """Return the period's open run, or a new one queued with the next revision; asking twice gives the same run."""
    for _ in range(REQUEST_TRIES):
        try:
            with transaction.atomic():
                latest = period.runs.aggregate(latest=Max("revision"))["latest"] or 0
                return RankingRun.objects.create(
                    period=period, revision=latest + 1, requested_by=requested_by, requested_at=now
                )
        except IntegrityError:
            # Someone asked at the same moment, or a run is under way; once that is done, the next turn adds one.
            if running := RankingRun.objects.filter(period=period, state__in=OPEN).first():
                return running
    raise ScoreboardError("本期正被反复申请计算，请稍后再试")


def request_due(*, now: datetime) -> list[int]:
    """Return the ids of the runs to be computed now, asking for those of the periods that are due; never releases.

    Due are periods whose entry has closed: when they were never computed, or when figures or rules have changed since
    and no release of them stands; and those whose run failed an hour ago. Runs that were left lying (the worker died,
    the message was lost) are among them.
    """
    due = awaiting_first_run(now)
    computed = computed_unreleased(now)
    for start in range(0, len(computed), BATCH):
        ids = computed[start : start + BATCH]
        batch = list(RankingRun.objects.filter(pk__in=ids).select_related("period__contest"))
        stale = outdated(batch)
        due += [run.period for run in batch if run.pk in stale]
    due += failed_before(now - RETRY_FAILED)
    waiting = set(unfinished(now - LEASE))
    waiting |= {request_run(period=period, requested_by=None, now=now).pk for period in due}
    return sorted(waiting)


def compute_runs(*, run_ids: Sequence[int], worker: str, now: datetime) -> list[int]:
    """Compute the runs that this worker can claim, in one transaction; return their ids.

    A run that another worker holds is left alone. `worker` names the attempt: the same name may claim again after it
    died, and whoever lost a claim in the meantime stores nothing.
    """
    claimable = Q(state=RunState.QUEUED) | Q(state=RunState.RUNNING) & (
        Q(claimed_by=worker) | Q(claimed_at__lt=now - LEASE)
    )
    RankingRun.objects.filter(claimable, pk__in=run_ids).update(
        state=RunState.RUNNING, progress=10, claimed_by=worker, claimed_at=now, attempt=F("attempt") + 1, error=""
    )
    runs = list(
        RankingRun.objects.filter(pk__in=run_ids, state=RunState.RUNNING, claimed_by=worker)
        .select_related("period__contest")
        .defer("document")
    )
    if not runs:
        return []
    prepared = prepare(runs)
    with transaction.atomic():
        standings: list[Sequence[Any]] = []
        entries: list[Sequence[Any]] = []
        for one in prepared:
            _evaluate_into(one, standings, entries)
        insert_rows(Standing, STANDING_FIELDS, standings)
        insert_rows(BoardEntry, ENTRY_FIELDS, entries)
        _finish(prepared, worker, now)
    return [run.pk for run in runs]


STANDING_FIELDS = (
    "run",
    "entrant",
    "division",
    "scope",
    "score",
    "rank",
    "tied",
    "not_ranked_reason",
    "previous_rank",
    "grade",
    "breakdown",
)
ENTRY_FIELDS = (
    "run",
    "entrant",
    "division",
    "scope",
    "colour",
    "order",
    "reason",
    "by_hand",
    "basis",
    "streak",
    "escalation",
)


def _evaluate_into(one: Prepared, standings: list[Sequence[Any]], entries: list[Sequence[Any]]) -> None:
    result = evaluate(one.document)
    run = one.run.pk
    for standing in result.standings:
        entrant = one.entrants[standing.entrant]
        standings.append(
            (
                run,
                entrant,
                one.divisions[standing.division],
                standing.scope,
                standing.score,
                standing.rank,
                standing.tied,
                standing.not_ranked_reason,
                standing.previous_rank,
                standing.grade,
                encode(standing.breakdown),
            )
        )
    for order, entry in enumerate(result.entries, start=1):
        entries.append(
            (
                run,
                one.entrants[entry.entrant],
                one.divisions[entry.division],
                entry.scope,
                entry.colour,
                order,
                entry.reason,
                entry.by_hand,
                entry.basis,
                entry.streak,
                entry.escalation,
            )
        )


class LostClaimError(Exception):
    """Another worker took the run over; this attempt is rolled back."""


def _finish(prepared: Sequence[Prepared], worker: str, now: datetime) -> None:
    """Set the runs done, each with the document it was computed from, if this attempt still holds all of them."""
    attempts = grouped((one.run.attempt, one.run.pk) for one in prepared)
    held = reduce(or_, (Q(pk__in=runs, attempt=attempt) for attempt, runs in attempts.items()))
    document = JSONText()
    finished = RankingRun.objects.filter(held, state=RunState.RUNNING, claimed_by=worker).update(
        state=RunState.DONE,
        progress=100,
        done_at=now,
        document=Case(
            *(When(pk=one.run.pk, then=Value(one.document, output_field=document)) for one in prepared),
            output_field=document,
        ),
    )
    if finished != len(prepared):
        raise LostClaimError


def fail_run(*, run_id: int, worker: str, error: str) -> None:
    """Mark a run that this worker holds as failed, with the error for the office to read."""
    RankingRun.objects.filter(pk=run_id, state=RunState.RUNNING, claimed_by=worker).update(
        state=RunState.FAILED, error=error
    )
