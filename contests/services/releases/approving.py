"""Second person: the leading group publishes a checked run, now or at a time, or sends it back."""

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.db.models import OuterRef, Subquery

from contests.enums import AuditAction, VerdictKind
from contests.errors import ForbiddenError, NotReadyError, ScoreboardError
from contests.models import AuditEvent, Contest, RankingRun, Release, User, Verdict
from contests.rules import access_of
from contests.selectors.open_points import open_points
from contests.selectors.releases import waiting_verdict
from contests.services.releases.gates import (
    as_stored,
    must_be_answered_for,
    must_be_checked,
    must_be_current,
    subject,
)
from contests.services.releases.publishing import must_correct, publish

logger = logging.getLogger(__name__)

LOST_CONNECTION = (OperationalError, InterfaceError)
# What was approved further ahead than this would come out when nobody remembers it.
LONGEST_AHEAD = timedelta(days=30)


@transaction.atomic
def approve_release(*, run: RankingRun, approver: User, reason: str, now: datetime) -> Release:
    """Publish a checked run as the contest's next issue: board, screen, poster and bulletin are of this one row.

    Where the period is released already, the new issue corrects that one, and needs a reason; it settles the appeals
    that were upheld in the period, which the reason then names. Raises NotReadyError for a gate that is not passed,
    ForbiddenError for a person who is not of the leading group.
    """
    contest, run = _held(run)
    _must_lead(approver, contest)
    if (waiting := waiting_verdict(run)) is not None:
        raise NotReadyError(f"已批准于 {waiting.publish_label} 发布；要提前，请先撤销定时发布")
    return _release(contest, run, approver, reason, now)


@transaction.atomic
def time_release(*, run: RankingRun, approver: User, reason: str, publish_at: datetime, now: datetime) -> Verdict:
    """Approve a checked run for a moment: the clock publishes it then, through the same gates once more.

    Raises NotReadyError for a gate that is not passed now or a moment that is over or too far off, ForbiddenError.
    """
    contest, run = _held(run)
    _must_lead(approver, contest)
    must_be_current(run)
    check = must_be_checked(run, approver)
    must_be_answered_for(open_points(run.period, run), check)
    must_correct(run, reason)
    if waiting_verdict(run) is not None:
        raise NotReadyError("已批准定时发布；要改时间，请先撤销")
    if not now < publish_at <= now + LONGEST_AHEAD:
        raise NotReadyError(f"发布时间须在现在之后、{LONGEST_AHEAD.days} 天之内")
    return _keep(run, VerdictKind.TIMED, approver, now, reason.strip(), publish_at)


@transaction.atomic
def decline_release(*, run: RankingRun, actor: User, note: str, now: datetime) -> Verdict:
    """Send a checked run back to the office; it is computed and checked anew. Raises NotReadyError, ForbiddenError."""
    contest, run = _held(run)
    _must_lead(actor, contest)
    if not note.strip():
        raise NotReadyError("退回须写明原因")
    if Release.objects.filter(run=run).exists():
        raise NotReadyError("本次计算结果已发布，只能更正或撤回")
    must_be_checked(run, actor)
    if waiting_verdict(run) is not None:
        raise NotReadyError("已批准定时发布；要退回，请先撤销定时发布")
    return _keep(run, VerdictKind.DECLINED, actor, now, note.strip())


@transaction.atomic
def withdraw_release(*, run: RankingRun, actor: User, note: str, now: datetime) -> Verdict:
    """Stop the clock of an approved run; whoever checked or leads may, since a doubt is enough.

    Raises NotReadyError where nothing waits any more, ForbiddenError.
    """
    contest, run = _held(run)
    access = access_of(actor)
    if not (access.releases(contest) or access.runs(contest)):
        raise ForbiddenError("只有本竞赛的竞赛办和领导小组可以撤销定时发布")
    if not note.strip():
        raise NotReadyError("撤销须写明原因")
    if waiting_verdict(run) is None:
        raise NotReadyError("没有等待发布的批准，或已经发布")
    return _keep(run, VerdictKind.WITHDRAWN, actor, now, note.strip())


def publish_due(*, now: datetime) -> list[int]:
    """Publish every run whose moment has come; return the ids of the releases.

    What the gates stop is kept as a verdict of its own, with the reason; it is computed and checked anew.
    """
    last = Verdict.objects.filter(run=OuterRef("run")).order_by("-pk").values("pk")[:1]
    due = Verdict.objects.filter(kind=VerdictKind.TIMED, publish_at__lte=now, pk=Subquery(last), run__release=None)
    found = (_publish_due(verdict, now) for verdict in due.select_related("run", "by").order_by("publish_at", "pk"))
    return [release.pk for release in found if release is not None]


def _publish_due(verdict: Verdict, now: datetime) -> Release | None:
    assert verdict.by is not None
    with transaction.atomic():
        contest, run = _held(verdict.run)
        # Another clock, or somebody who took the approval back, may have been quicker.
        if waiting_verdict(run) != verdict:
            return None
        try:
            with transaction.atomic():
                _must_lead(verdict.by, contest)
                return _release(contest, run, verdict.by, verdict.note, now)
        except LOST_CONNECTION:
            raise
        except ScoreboardError as error:
            _keep(run, VerdictKind.STOPPED, None, now, str(error)[:500])
        except (ArithmeticError, LookupError, ValueError, DatabaseError) as error:
            # What nobody foresaw in one contest must not hold up the others.
            logger.exception("定时发布出错：%s", subject(run))
            _keep(run, VerdictKind.STOPPED, None, now, f"程序错误：{type(error).__name__}")
        return None


def _release(contest: Contest, run: RankingRun, approver: User, reason: str, now: datetime) -> Release:
    settled = must_be_current(run)
    check = must_be_checked(run, approver)
    must_be_answered_for(open_points(run.period, run), check)
    return publish(contest=contest, run=run, check=check, approver=approver, reason=reason, settled=settled, now=now)


def _held(run: RankingRun) -> tuple[Contest, RankingRun]:
    """Return the contest, locked, and the run as it is then."""
    contest = Contest.objects.select_for_update().get(pk=run.period.contest_id)
    return contest, as_stored(run)


def _must_lead(person: User, contest: Contest) -> None:
    if not access_of(person).releases(contest):
        raise ForbiddenError("只有本竞赛的领导小组可以批准发布")


ACTIONS = {
    VerdictKind.DECLINED: AuditAction.RELEASE_DECLINED,
    VerdictKind.TIMED: AuditAction.RELEASE_TIMED,
    VerdictKind.WITHDRAWN: AuditAction.RELEASE_UNTIMED,
    VerdictKind.STOPPED: AuditAction.RELEASE_STOPPED,
}


def _keep(
    run: RankingRun, kind: VerdictKind, by: User | None, now: datetime, note: str, publish_at: datetime | None = None
) -> Verdict:
    verdict = Verdict.objects.create(run=run, kind=kind, by=by, at=now, publish_at=publish_at, note=note)
    AuditEvent.objects.record(
        action=ACTIONS[kind],
        actor_id=by.pk if by else None,
        subject=subject(run),
        details={"run": run.pk, "note": note, "publish_at": publish_at.isoformat() if publish_at else None},
    )
    return verdict
