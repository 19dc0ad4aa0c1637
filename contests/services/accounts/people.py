"""Accounts as the system administrator keeps them: made, edited, switched off and on, unlocked."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.db import IntegrityError, transaction

from contests.enums import AuditAction, Role
from contests.errors import ForbiddenError, ScoreboardError
from contests.models import Department, User
from contests.rules import access_of
from contests.selectors.accounts import accounts_kept_by
from contests.services.accounts.keeping import must_cover, must_hold, must_keep, note
from contests.services.accounts.passwords import set_password

OUTSIDE = "只能把账号设在您管理范围内的单位"


@transaction.atomic
def create_account(
    *, username: str, display_name: str, department: Department, email: str, password: str, actor: User | None
) -> User:
    """Make an account with an initial password, for a person who works in a department.

    Raises ForbiddenError for a department that is not the actor's, ScoreboardError for a name that is taken.
    """
    must_hold(actor, department, Role.SYSTEM_ADMIN, OUTSIDE)
    user = User(username=username, display_name=display_name, department=department, email=email)
    try:
        with transaction.atomic():
            set_password(user, password, initial=True, now=None)
    except IntegrityError:
        raise ScoreboardError(f"已有用户名为 {username} 的账号") from None
    note(AuditAction.ACCOUNT_CREATED, actor, user, {"new": _described(user)})
    return user


@transaction.atomic
def edit_account(
    *, account: User, display_name: str, department: Department | None, email: str, actor: User | None
) -> bool:
    """Change who an account belongs to; return whether anything changed. Raises ForbiddenError."""
    must_keep(actor, account)
    must_cover(actor, account)
    stored = User.objects.select_for_update(of=("self",)).select_related("department").get(pk=account.pk)
    if department is not None and department.pk != stored.department_id:
        must_hold(actor, department, Role.SYSTEM_ADMIN, OUTSIDE)
    old = _described(stored)
    stored.display_name, stored.department, stored.email = display_name, department, email
    stored.save(update_fields=["display_name", "department", "email"])
    new = _described(stored)
    changed = {name: {"old": old[name], "new": new[name]} for name in old if old[name] != new[name]}
    if changed:
        note(AuditAction.ACCOUNT_CHANGED, actor, stored, changed)
    return bool(changed)


@transaction.atomic
def switch_account(*, account: User, active: bool, actor: User | None) -> None:
    """Switch an account off, which ends its sessions, or on again. Raises ForbiddenError, ScoreboardError."""
    must_keep(actor, account)
    must_cover(actor, account)
    if not User.objects.filter(pk=account.pk, is_active=not active).update(is_active=active):
        raise ScoreboardError("该账号已经是这个状态，请刷新后再看")
    note(AuditAction.ACCOUNT_SWITCHED, actor, account, {"active": {"old": not active, "new": active}})


@transaction.atomic
def unlock_account(*, account: User, actor: User | None) -> int:
    """Forget the failed sign-ins of an account; return how many attempts' rows there were. Raises ForbiddenError."""
    if actor is not None and not accounts_kept_by(access_of(actor)).filter(pk=account.pk).exists():
        raise ForbiddenError("该账号不在您的管理范围内")
    count: int = AxesProxyHandler.reset_attempts(username=account.username)
    note(AuditAction.ACCOUNT_UNLOCKED, actor, account, {"attempts": {"old": count, "new": 0}})
    return count


def _described(user: User) -> dict[str, Any]:
    return {
        "name": user.display_name,
        "department": user.department.code if user.department else None,
        "email": user.email,
    }
