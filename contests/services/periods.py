"""Opening a period again after its entry has closed."""

from datetime import datetime

from django.db import transaction

from contests.enums import AuditAction
from contests.errors import ForbiddenError, NotReadyError
from contests.models import AuditEvent, Contest, Period, User
from contests.rules import access_of


@transaction.atomic
def reopen_period(*, period: Period, until: datetime, reason: str, actor: User, now: datetime) -> None:
    """Let figures of a period be entered again until a moment, for a reason that the log keeps.

    Asked again it moves that moment. Raises ForbiddenError for a person who is not of the contest's office,
    NotReadyError without a reason, for a moment that is over, and before the calendar's own end.
    """
    if not access_of(actor).runs(period.contest):
        raise ForbiddenError("只有本竞赛的竞赛办可以重新开放填报")
    # Whoever enters holds the same row: what is entered comes wholly before this or wholly after.
    Contest.objects.select_for_update().get(pk=period.contest_id)
    stored = Period.objects.get(pk=period.pk)
    if not reason.strip():
        raise NotReadyError("重新开放填报须写明原因")
    if until <= now:
        raise NotReadyError("重新开放的截止时间须在现在之后")
    if stored.entry_closes_at > now:
        raise NotReadyError(f"{stored.label}填报尚未截止，不必重新开放")
    Period.objects.filter(pk=period.pk).update(reopened_until=until, reopened_reason=reason.strip())
    AuditEvent.objects.record(
        action=AuditAction.PERIOD_REOPENED,
        actor_id=actor.pk,
        subject=f"{period.contest.slug} {period.code}",
        details={
            "old": stored.closes_at.isoformat(),
            "new": until.isoformat(),
            "reason": reason.strip(),
        },
    )
