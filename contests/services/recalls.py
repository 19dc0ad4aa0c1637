"""Taking an issue back: asked for by the office, decided by the leading group; the recall is a release of its own."""

from datetime import datetime

from django.db import IntegrityError, transaction

from contests.enums import AuditAction, Decision, ReleaseKind
from contests.errors import ForbiddenError, NotReadyError
from contests.models import AuditEvent, Contest, RecallRequest, Release, User
from contests.rules import access_of
from contests.selectors.naming import names_any
from contests.selectors.recalls import LONGEST, SHORTEST, not_standing_because
from contests.selectors.releases import build_recall, canonical, recall_headline


@transaction.atomic
def request_recall(*, release: Release, requester: User, reason: str, now: datetime) -> RecallRequest:
    """Store that the office wants an issue taken back, for a reason that will be public.

    Raises ForbiddenError for a person who is not of the office, NotReadyError for an issue that does not stand, for a
    reason that is too short or too long or names a person, and where a request for the same issue waits.
    """
    # No release may come between: it takes the same lock.
    contest = Contest.objects.select_for_update().get(pk=release.contest_id)
    if not access_of(requester).runs(contest):
        raise ForbiddenError("只有本竞赛的竞赛办可以申请撤回")
    _must_stand(release)
    reason = reason.strip()
    if not SHORTEST <= len(reason) <= LONGEST:
        raise NotReadyError(f"撤回原因须写 {SHORTEST} 至 {LONGEST} 字，现为 {len(reason)} 字")
    if names_any(reason, contest):
        raise NotReadyError("撤回原因公开显示，不能写个人姓名")
    try:
        with transaction.atomic():
            request = RecallRequest.objects.create(
                release=release, reason=reason, requested_by=requester, requested_at=now
            )
    except IntegrityError:
        raise NotReadyError(f"{release}的撤回申请已经提出，正在等待领导小组决定") from None
    AuditEvent.objects.record(
        action=AuditAction.RECALL_REQUESTED,
        actor_id=requester.pk,
        subject=f"{contest.slug} {release}",
        details={"request": request.pk, "number": release.number, "reason": reason},
    )
    return request


@transaction.atomic
def decide_recall(*, request: RecallRequest, decider: User, approved: bool, note: str, now: datetime) -> Release | None:
    """Take an issue back as it was asked for, and return the recall; or refuse, with a note, and return None.

    Raises ForbiddenError for a person who is not of the leading group or asked for it; NotReadyError where someone was
    quicker, for a refusal without a note, and for an issue that no longer stands.
    """
    contest = Contest.objects.select_for_update().get(pk=request.release.contest_id)
    if not access_of(decider).releases(contest):
        raise ForbiddenError("只有本竞赛的领导小组可以决定撤回")
    if request.requested_by_id == decider.pk:
        raise ForbiddenError("申请人不能决定自己提出的撤回，请由另一人决定")
    note = note.strip()
    if not approved and not note:
        raise NotReadyError("不同意撤回的，须写明意见")
    decision = Decision.APPROVED if approved else Decision.REJECTED
    waiting = RecallRequest.objects.filter(pk=request.pk, decision=Decision.PROPOSED)
    if waiting.update(decision=decision, decided_by=decider, decided_at=now, note=note) != 1:
        raise NotReadyError("这件撤回申请已由他人决定，请刷新后查看")
    recall = _freeze(contest, request, decider, now) if approved else None
    AuditEvent.objects.record(
        action=AuditAction.RECALL_DECIDED,
        actor_id=decider.pk,
        subject=f"{contest.slug} {request.release}",
        details={
            "request": request.pk,
            "decision": decision,
            "note": note,
            "reason": request.reason,
            "number": recall.number if recall else None,
            "sha256": recall.sha256 if recall else None,
        },
    )
    return recall


def _freeze(contest: Contest, request: RecallRequest, approver: User, now: datetime) -> Release:
    """Write the recall as the next issue, chained to the one before."""
    recalled = request.release
    _must_stand(recalled)
    number, previous = Release.objects.filter(contest=contest).next_link()
    payload = build_recall(
        recalled=recalled, number=number, released_at=now, previous_sha256=previous, reason=request.reason
    )
    return Release.objects.freeze(
        text=canonical(payload),
        contest=contest,
        kind=ReleaseKind.RECALL,
        period_id=recalled.period_id,
        number=number,
        headline=recall_headline(recalled.headline, request.reason),
        previous_sha256=previous,
        released_at=now,
        checked_by_id=request.requested_by_id,
        approved_by=approver,
        corrects=recalled,
    )


def _must_stand(release: Release) -> None:
    if refusal := not_standing_because(release):
        raise NotReadyError(refusal)
