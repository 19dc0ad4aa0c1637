"""The second step of a sign-in: a code of the person's telephone (TOTP)."""

from collections.abc import Collection

from django.db import transaction
from django_otp import verify_token
from django_otp.plugins.otp_totp.models import TOTPDevice

from contests.enums import AuditAction
from contests.errors import ScoreboardError
from contests.models import User
from contests.services.accounts.keeping import must_cover, must_keep, note


def needs_second_step(user: User, required: Collection[str]) -> bool:
    """Return whether a sign-in of the person needs a code: it was switched on, or a role of theirs requires it."""
    if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        return True
    return bool(required) and user.memberships.filter(role__in=list(required)).exists()


@transaction.atomic
def begin_second_step(*, user: User) -> TOTPDevice:
    """Return a device with a new key, which is worth nothing until a code confirms it.

    Raises ScoreboardError where the second step is on: a session left open must not put another telephone in.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        raise ScoreboardError("动态码已经启用；更换手机请联系系统管理员重置")
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    device: TOTPDevice = TOTPDevice.objects.create(user=user, name="手机", confirmed=False)
    return device


def confirm_second_step(*, user: User, code: str) -> TOTPDevice | None:
    """Switch the second step on by the first right code; None for a wrong one, or where nothing was begun."""
    begun = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    device = _checked(user, begun, code)
    if device is None:
        return None
    with transaction.atomic():
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        note(AuditAction.CODE_ENABLED, user, user, {"enabled": {"old": False, "new": True}})
    return device


def check_code(*, user: User, code: str) -> TOTPDevice | None:
    """Return the person's device when the code is right, else None; the library slows down who guesses."""
    return _checked(user, TOTPDevice.objects.filter(user=user, confirmed=True).first(), code)


@transaction.atomic
def reset_second_step(*, account: User, actor: User | None) -> bool:
    """Forget a person's telephone; return whether there was one. Raises ForbiddenError."""
    must_keep(actor, account)
    must_cover(actor, account)
    had: bool = TOTPDevice.objects.filter(user=account, confirmed=True).exists()
    TOTPDevice.objects.filter(user=account).delete()
    note(AuditAction.CODE_RESET, actor, account, {"enabled": {"old": had, "new": False}})
    return had


def _checked(user: User, device: TOTPDevice | None, code: str) -> TOTPDevice | None:
    if device is None:
        return None
    right: TOTPDevice | None = verify_token(user, device.persistent_id, code)
    if right is None:
        device.refresh_from_db()
        with transaction.atomic():
            note(AuditAction.CODE_FAILED, user, user, {"waits": not device.verify_is_allowed()[0]})
    return right
