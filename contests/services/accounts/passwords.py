"""Passwords: set, changed by their owners, reset by administrators; earlier ones are kept as hashes."""

import secrets
import string
from datetime import datetime

from django.db import transaction

from contests.enums import AuditAction
from contests.models import EarlierPassword, User
from contests.services.accounts.keeping import must_cover, must_keep, note

# With the one in use: the last five.
KEPT = 4
# Read off a screen or a slip of paper: without the letters and digits that look like one another.
SIGNS = "".join(sorted(set(string.ascii_letters + string.digits) - set("0OoIl1")))


def make_initial_password() -> str:
    """Return a password that fits the rules, for one sign-in only."""
    kinds = (string.ascii_uppercase, string.ascii_lowercase, string.digits)
    while True:
        password = "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(3))
        if all(any(sign in kind for sign in password) for kind in kinds):
            return password


def set_password(user: User, password: str, *, initial: bool, now: datetime | None) -> None:
    """Set the password of a locked account; without a time it does not grow old."""
    if user.pk and user.password:
        EarlierPassword.objects.create(user=user, password=user.password)
        kept = list(user.earlier_passwords.values_list("pk", flat=True)[:KEPT])
        user.earlier_passwords.exclude(pk__in=kept).delete()
    user.set_password(password)
    user.must_change_password = initial
    user.password_set_at = now
    user.save()


@transaction.atomic
def change_password(*, user: User, password: str, now: datetime) -> User:
    """Set a password that its owner chose and that the rules allow; return the account as stored."""
    stored = User.objects.select_for_update().get(pk=user.pk)
    was_initial = stored.must_change_password
    set_password(stored, password, initial=False, now=now)
    note(AuditAction.PASSWORD_CHANGED, stored, stored, {"initial": {"old": was_initial, "new": False}})
    return stored


@transaction.atomic
def reset_password(*, account: User, password: str, actor: User | None) -> None:
    """Set an initial password, which must be changed at the next sign-in; open sessions end by it.

    Raises ForbiddenError where the account is not the actor's to take over; None is the console.
    """
    must_keep(actor, account)
    must_cover(actor, account)
    stored = User.objects.select_for_update().get(pk=account.pk)
    was_initial = stored.must_change_password
    set_password(stored, password, initial=True, now=None)
    note(AuditAction.PASSWORD_RESET, actor, stored, {"initial": {"old": was_initial, "new": True}})
