"""Appeals: filed within the window, accepted, decided by someone who had no hand in the result."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from contests.enums import AppealState, AuditAction, Role
from contests.errors import AppealError, ForbiddenError
from contests.models import Appeal, AuditEvent, Contest, Entrant, Release, User
from contests.models.appeals import OPEN
from contests.rules import access_of
from contests.selectors.appeals import closed_because, scopes_of
from contests.selectors.contested import conflicts_of, contested_events

STALE = "这件申诉已由他人处理，请刷新后查看"


@transaction.atomic
def file_appeal(
    *, release: Release, entrant: Entrant, scope: str, claim: str, grounds: str, filer: User, now: datetime
) -> Appeal:
    """Store an appeal of an entrant against an issue.

    Raises ForbiddenError for a person who does not speak for the entrant; AppealError outside the window (with its last
    day), for what the issue does not have, and where the same appeal is open.
    """
    # No correction may come between: it takes the same lock.
    contest = Contest.objects.select_for_update().get(pk=release.contest_id)
    role = access_of(filer).files(contest, entrant.department.path)
    if role is None or entrant.contest_id != contest.pk:
        raise ForbiddenError("只有该单位的填报员、审核员可以提出申诉，书面申诉由竞赛办代为录入")
    names = scopes_of(release)
    if refusal := closed_because(release, timezone.localdate(now)):
        raise AppealError(refusal)
    if entrant.code not in release.headline["standings"] or scope not in names:
        raise AppealError(f"{release}中没有这个单位或这一项")
    if not claim.strip() or not grounds.strip():
        raise AppealError("申诉内容和依据材料都须填写")
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(
                release=release,
                entrant=entrant,
                scope=scope,
                scope_name=names[scope],
                claim=claim.strip(),
                grounds=grounds.strip(),
                filed_by=filer,
                filed_role=role,
                filed_at=now,
            )
    except IntegrityError as error:
        raise AppealError("该单位对这一项的申诉尚未办结，不能重复提出") from error
    _log(AuditAction.APPEAL_FILED, appeal, filer, {"claim": appeal.claim, "grounds": appeal.grounds, "role": role})
    return appeal


@transaction.atomic
def accept_appeal(*, appeal: Appeal, by: User) -> None:
    """Take an appeal up. Raises ForbiddenError for who does not hear appeals, AppealError where someone was quicker."""
    _must_hear(appeal, by)
    if not Appeal.objects.filter(pk=appeal.pk, state=AppealState.FILED).update(state=AppealState.ACCEPTED):
        raise AppealError(STALE)
    _log(AuditAction.APPEAL_ACCEPTED, appeal, by, {})


@transaction.atomic
def decide_appeal(*, appeal: Appeal, decider: User, upheld: bool, note: str, now: datetime) -> None:
    """Uphold or reject an appeal that was taken up, with a note.

    Raises ForbiddenError, saying why, for who does not hear appeals or had a hand in the contested result; AppealError
    without a note, or where someone was quicker.
    """
    _must_hear(appeal, decider)
    if conflicts := conflicts_of(appeal, decider, contested_events(appeal)):
        raise ForbiddenError(f"{'；'.join(conflicts)}，须由他人裁定")
    if not note.strip():
        raise AppealError("裁定须写明意见")
    state = AppealState.UPHELD if upheld else AppealState.REJECTED
    waiting = Appeal.objects.filter(pk=appeal.pk, state=AppealState.ACCEPTED).exclude(filed_by=decider)
    if not waiting.update(state=state, decided_by=decider, decided_at=now, decision_note=note.strip()):
        raise AppealError(STALE)
    _log(AuditAction.APPEAL_DECIDED, appeal, decider, {"state": state, "note": note.strip()})


@transaction.atomic
def withdraw_appeal(*, appeal: Appeal, by: User, reason: str = "") -> None:
    """Take an open appeal back: who filed it, or another who speaks for the unit itself.

    One on paper is the unit's though the office filed it: the office takes it back with a reason only. Raises
    ForbiddenError for others, AppealError without that reason or where it is decided already.
    """
    role = access_of(by).files(appeal.release.contest, appeal.entrant.department.path)
    reason = reason.strip()
    if role in (None, Role.OFFICE):
        on_paper = appeal.filed_role == Role.OFFICE
        if role is None if on_paper else appeal.filed_by_id != by.pk:
            raise ForbiddenError("只有提出人和该单位的填报员、审核员可以撤回申诉")
        if on_paper and not reason:
            raise AppealError("竞赛办撤回代录的书面申诉，须写明理由")
    if not Appeal.objects.filter(pk=appeal.pk, state__in=OPEN).update(state=AppealState.WITHDRAWN):
        raise AppealError("这件申诉已经办结，不能撤回")
    _log(AuditAction.APPEAL_WITHDRAWN, appeal, by, {"reason": reason})


def _must_hear(appeal: Appeal, person: User) -> None:
    if not access_of(person).hears(appeal.release.contest):
        raise ForbiddenError("只有本竞赛的竞赛办和领导小组可以处理申诉")


def _log(action: AuditAction, appeal: Appeal, actor: User, details: dict[str, Any]) -> None:
    """Record what happened to which appeal; its scope and state before are told by the events before."""
    subject = f"{appeal.release.contest.slug} {appeal.release} {appeal.entrant.code} {appeal.scope}"
    AuditEvent.objects.record(
        action=action, actor_id=actor.pk, subject=subject, details={"appeal": appeal.pk} | details
    )
