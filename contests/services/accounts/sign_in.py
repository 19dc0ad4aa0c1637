"""Who came, who was turned away, and who left."""

from django.db import transaction

from contests.enums import AuditAction
from contests.models import AuditEvent, User

# The name in the log of a refused sign-in under a name that no account has.
NOBODY = "（没有这个账号）"
COMING_AND_GOING = (AuditAction.SIGNED_IN, AuditAction.SIGNED_OUT)


@transaction.atomic
def note_sign_in(*, user: User) -> AuditEvent | None:
    """Write down a sign-in, and whether the one before has not ended yet; return that before it, if any."""
    last = AuditEvent.objects.filter(actor=user, action__in=COMING_AND_GOING).first()
    open_at = last.details.get("address") if last and last.action == AuditAction.SIGNED_IN else None
    AuditEvent.objects.record(
        action=AuditAction.SIGNED_IN,
        actor_id=user.pk,
        subject=user.username,
        details={"still_open_at": open_at} if open_at else {},
    )
    return last


@transaction.atomic
def note_sign_out(*, user: User, idle: bool) -> None:
    """Write down that a person left, or was sent out for having done nothing."""
    AuditEvent.objects.record(
        action=AuditAction.SIGNED_OUT, actor_id=user.pk, subject=user.username, details={"idle": idle}
    )


@transaction.atomic
def note_failure(*, username: str, locked: bool) -> None:
    """Write down a sign-in that was refused, under the name that was typed where an account has it.

    What no account is called may be a password that was typed into the wrong field: the log never forgets.
    """
    known = User.objects.filter(username=username).exists()
    AuditEvent.objects.record(
        action=AuditAction.SIGN_IN_LOCKED if locked else AuditAction.SIGN_IN_FAILED,
        actor_id=None,
        subject=username if known else NOBODY,
        details={},
    )
