"""The gates of a release: computed, checked by one, approved by another; then numbered, frozen, hashed, chained."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from contests.enums import AuditAction, RunState
from contests.errors import ForbiddenError, NotReadyError
from contests.models import Appeal, AuditEvent, Contest, RankingRun, Release, ReleaseCheck, User
from contests.rules import access_of
from contests.scoring.verify import differences
from contests.selectors.appeals import appeals_waiting, correction_reason, upheld_among
from contests.selectors.compute import outdated
from contests.selectors.contested import unsettled
from contests.selectors.releases import build_payload, canonical, headline, released_before
from contests.selectors.working_days import window_after


@transaction.atomic
def check_run(*, run: RankingRun, checker: User, now: datetime) -> ReleaseCheck:
    """Record that someone of the office stands for a run. Raises NotReadyError, ForbiddenError."""
    if not access_of(checker).runs(run.period.contest):
        raise ForbiddenError("只有本竞赛的竞赛办可以核对")
    run = _as_stored(run)
    _must_be_current(run)
    if not run.entries.exists() and not run.standings.filter(rank__isnull=False).exists():
        raise NotReadyError("本期没有一个单位有名次，也没有上榜，不能发布；请先审核数据再计算")
    try:
        with transaction.atomic():
            check = ReleaseCheck.objects.create(run=run, checked_by=checker, checked_at=now)
    except IntegrityError:
        raise NotReadyError("本次计算结果已核对过") from None
    AuditEvent.objects.record(
        action=AuditAction.RELEASE_CHECKED, actor_id=checker.pk, subject=_subject(run), details={"run": run.pk}
    )
    return check


@transaction.atomic
def approve_release(*, run: RankingRun, approver: User, reason: str, now: datetime) -> Release:
    """Publish a checked run as the contest's next issue.

    Where the period is released already, the new issue corrects that one, and needs a reason; it settles the appeals
    that were upheld in the period, which the reason then names. Raises NotReadyError for a gate that is not passed,
    ForbiddenError for a person who is not of the leading group.
    """
    contest = Contest.objects.select_for_update().get(pk=run.period.contest_id)
    if not access_of(approver).releases(contest):
        raise ForbiddenError("只有本竞赛的领导小组可以批准发布")
    run = _as_stored(run)
    settled = _must_be_current(run)
    check = ReleaseCheck.objects.filter(run=run).first()
    if check is None:
        raise NotReadyError("尚未核对：请竞赛办先核对本次计算结果")
    if check.checked_by_id == approver.pk:
        raise NotReadyError("核对人不能批准发布，请由另一人批准")
    corrects = released_before(run)
    if corrects is not None and not reason.strip():
        raise NotReadyError(f"本期已发布（{corrects}），再次发布即为更正，须写明更正原因")
    reason = correction_reason(reason.strip(), settled) if corrects else ""
    release = _freeze(contest, run, check, approver, corrects, reason, now)
    Appeal.objects.filter(pk__in=[appeal.pk for appeal in settled]).update(correction=release)
    AuditEvent.objects.record(
        action=AuditAction.RELEASE_APPROVED,
        actor_id=approver.pk,
        subject=_subject(run),
        details={
            "number": release.number,
            "sha256": release.sha256,
            "corrects": corrects.number if corrects else None,
            "reason": reason,
            "appeals": [appeal.pk for appeal in settled],
        },
    )
    return release


def _freeze(
    contest: Contest,
    run: RankingRun,
    check: ReleaseCheck,
    approver: User,
    corrects: Release | None,
    reason: str,
    now: datetime,
) -> Release:
    """Write the document of the next issue, chained to the one before."""
    last = contest.releases.order_by("-number").first()
    number, previous = (last.number + 1, last.sha256) if last else (1, "")
    until = _objections_until(contest, now)
    payload = build_payload(
        run=run,
        number=number,
        released_at=now,
        objections_until=until,
        previous_sha256=previous,
        corrects=corrects,
        reason=reason,
    )
    if differences(payload):
        raise NotReadyError("计算结果与由规则和数据重新推算的不符，不能发布，请重新计算并查明原因")
    text = canonical(payload)
    return Release.objects.create(
        contest=contest,
        run=run,
        period=run.period,
        number=number,
        payload=text,
        headline=headline(payload),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        previous_sha256=previous,
        released_at=now,
        objections_until=until,
        checked_by=check.checked_by,
        approved_by=approver,
        corrects=corrects,
    )


def _objections_until(contest: Contest, now: datetime) -> date | None:
    """Return the last day of the window of what is released now, None for a contest that takes no appeals."""
    window = window_after(timezone.localdate(now), contest.appeal_days)
    return window.until if window else None


def _subject(run: RankingRun) -> str:
    return f"{run.period.contest.slug} {run.period.code} r{run.revision}"


def _as_stored(run: RankingRun) -> RankingRun:
    """Return the run as it is now, with period and contest: what the caller holds may be of before the lock."""
    return RankingRun.objects.select_related("period__contest__host").get(pk=run.pk)


def _must_be_current(run: RankingRun) -> Sequence[Appeal]:
    """Return the upheld appeals that a run settles.

    Refuse one that is not the newest of its period, that later figures or rules have overtaken, or that does not put
    right what was upheld.
    """
    if run.state != RunState.DONE:
        raise NotReadyError("尚未完成计算")
    if not run.standings.filter(rank__isnull=False).exists():
        raise NotReadyError("本期没有一个单位有名次，不能发布")
    if Release.objects.filter(run=run).exists():
        raise NotReadyError("本次计算结果已发布")
    if RankingRun.objects.filter(period=run.period_id, revision__gt=run.revision).exists():
        raise NotReadyError("已有更新的计算结果，请以最新一次为准")
    if outdated([run]):
        raise NotReadyError("计算之后，数据、规则或上期发布又有变动，请重新计算")
    upheld = upheld_among(appeals_waiting(run.period))
    if refusal := unsettled(run, upheld):
        raise NotReadyError(refusal)
    return upheld
