"""Trials: asked for, claimed, computed, kept. What was computed, released or entered is read and never touched."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from contests.enums import AuditAction, RunState, TrialKind
from contests.errors import ForbiddenError, NotReadyError, ScoreboardError
from contests.models import AuditEvent, Period, RankingRun, Trial, User
from contests.models.trials import rules_digest
from contests.rules import access_of
from contests.scoring.evaluate import evaluate
from contests.selectors.trials import newest_done, trial_document
from contests.selectors.trials.comparison import compared

OPEN = (RunState.QUEUED, RunState.RUNNING)

# A claim older than this belongs to a worker that died; the work itself takes seconds.
LEASE = timedelta(minutes=1)

# Each try loses to the same draft only, asked for at the same moment.
REQUEST_TRIES = 3


def request_trial(
    *, period: Period, kind: TrialKind, rules: Mapping[str, Any] | None, requested_by: User, now: datetime
) -> Trial:
    """Return a trial queued against the period's newest computation; asking twice for the same gives the open one.

    `rules` are those of a valid contest file for a trial of rules, None for a preview. Raises ForbiddenError for a
    person who is not of the contest's office, NotReadyError where the period was not computed by this version of the
    program.
    """
    if not access_of(requested_by).runs(period.contest):
        raise ForbiddenError("只有本竞赛的竞赛办可以试算")
    base = newest_done(period)
    if base is None:
        raise NotReadyError("本期尚无可对照的计算，请先计算再试算")
    digest = rules_digest(rules) if rules is not None else ""
    for _ in range(REQUEST_TRIES):
        same = Trial.objects.filter(base=base, kind=kind, digest=digest, state__in=OPEN).first()
        if same is not None:
            return same
        try:
            return _add(period, base, kind, rules, digest, requested_by, now)
        except IntegrityError:
            continue
    raise ScoreboardError("同一草案正被反复申请试算，请稍后再试")


@transaction.atomic
def _add(
    period: Period,
    base: RankingRun,
    kind: TrialKind,
    rules: Mapping[str, Any] | None,
    digest: str,
    requested_by: User,
    now: datetime,
) -> Trial:
    trial = Trial.objects.create(
        period=period, base=base, kind=kind, rules=rules, digest=digest, requested_by=requested_by, requested_at=now
    )
    AuditEvent.objects.record(
        action=AuditAction.TRIAL_REQUESTED,
        actor_id=requested_by.pk,
        subject=f"{period.contest.slug} {period.code}",
        details={"trial": trial.pk, "kind": kind, "revision": base.revision, "rules": rules},
    )
    return trial


def run_trial(*, trial_id: int, worker: str, now: datetime) -> bool:
    """Compute a trial if this worker can claim it, and keep its result; return whether it did.

    A trial that another worker holds is left alone, and one that is done stays as it is. `worker` names the attempt:
    the same name may claim again after it died, and whoever lost a claim in the meantime keeps nothing.
    """
    claimable = Q(state=RunState.QUEUED) | Q(state=RunState.RUNNING) & (
        Q(claimed_by=worker) | Q(claimed_at__lt=now - LEASE)
    )
    claimed = Trial.objects.filter(claimable, pk=trial_id).update(
        state=RunState.RUNNING, claimed_by=worker, claimed_at=now, attempt=F("attempt") + 1
    )
    if claimed != 1:
        return False
    trial = Trial.objects.select_related("period", "base__period__contest").get(pk=trial_id)
    document = trial_document(trial)
    result = compared(trial.base, document, evaluate(document))
    held = Trial.objects.filter(pk=trial_id, state=RunState.RUNNING, claimed_by=worker, attempt=trial.attempt)
    return held.update(state=RunState.DONE, done_at=now, result=result) == 1


def fail_trial(*, trial_id: int, worker: str, error: str) -> None:
    """Mark a trial that this worker holds as failed, with the error for the office to read."""
    Trial.objects.filter(pk=trial_id, state=RunState.RUNNING, claimed_by=worker).update(
        state=RunState.FAILED, error=error
    )
