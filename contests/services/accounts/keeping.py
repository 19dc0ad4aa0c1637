"""Who may touch whose account; every change is written down with its old and new values."""

from collections.abc import Mapping
from typing import Any

from contests.enums import ADMINISTRATORS, AuditAction, Role
from contests.errors import ForbiddenError
from contests.models import AuditEvent, Department, User
from contests.rules import access_of
from contests.selectors.accounts import accounts_kept_by


def must_keep(actor: User | None, account: User) -> None:
    """Let the system administrator of the account's place through, and the console, which is None.

    An administrator's account is the console's: none of the three could be held by the others otherwise.
    Raises ForbiddenError.
    """
    if actor is None:
        return
    if not accounts_kept_by(access_of(actor)).filter(pk=account.pk).exists():
        raise ForbiddenError("该账号不在您的管理范围内")
    if account.memberships.filter(role__in=ADMINISTRATORS).exists():
        raise ForbiddenError("管理员的账号只能由运维人员在服务器上用命令管理")


def must_cover(actor: User | None, account: User) -> None:
    """Refuse to take over an account that has a role in a place which is not the actor's. Raises ForbiddenError."""
    if actor is None:
        return
    access = access_of(actor)
    paths = account.memberships.values_list("department__path", flat=True)
    if not all(access.covers(path, Role.SYSTEM_ADMIN) for path in paths):
        raise ForbiddenError("该账号在您的管理范围之外另有角色，请由上级单位的系统管理员办理")


def must_hold(actor: User | None, department: Department, role: Role, sentence: str) -> None:
    """Refuse a department in which the actor has not the role. Raises ForbiddenError with the sentence."""
    if actor is not None and not access_of(actor).covers(department.path, role):
        raise ForbiddenError(sentence)


def note(action: AuditAction, actor: User | None, account: User, details: Mapping[str, Any]) -> None:
    """Write down what was done to an account."""
    AuditEvent.objects.record(
        action=action, actor_id=actor.pk if actor else None, subject=account.username, details=dict(details)
    )
