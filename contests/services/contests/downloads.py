"""Who took a contest's file away."""

from django.db import transaction

from contests.enums import AuditAction
from contests.models import AuditEvent, Contest, User


@transaction.atomic
def record_download(*, contest: Contest, actor: User, sha256: str) -> None:
    """Record that a person downloads the contest file, and which state of it."""
    AuditEvent.objects.record(
        action=AuditAction.CONTEST_EXPORTED, actor_id=actor.pk, subject=contest.slug, details={"sha256": sha256}
    )
