"""Roles: given and taken by the security administrator, or at the console."""

from django.db import transaction

from contests.enums import ADMINISTRATORS, AuditAction, Role
from contests.errors import ForbiddenError, NotFoundError, ScoreboardError
from contests.models import Department, Membership, User
from contests.services.accounts.keeping import must_hold, note
from contests.services.accounts.passwords import set_password


@transaction.atomic
def grant_role(
    *,
    username: str,
    display_name: str,
    password: str | None,
    department: str,
    role: Role,
    actor: User | None,
    initial: bool = True,
) -> Membership:
    """Give a role in a department's subtree to an account, which is made where it does not exist.

    A password is set only for a new account; it must be changed at the first sign-in unless it is not `initial`.
    Raises NotFoundError for an unknown department, ForbiddenError for roles that do not go together.
    """
    place = Department.objects.filter(code=department).first()
    if place is None:
        raise NotFoundError(f"没有代码为 {department} 的单位")
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        user = User(username=username, display_name=display_name)
        if password is None:
            user.set_unusable_password()
            user.save()
        else:
            set_password(user, password, initial=initial, now=None)
        created = {"name": display_name, "department": None, "email": ""}
        note(AuditAction.ACCOUNT_CREATED, actor, user, {"new": created})
    return _give(user, place, role, actor)


@transaction.atomic
def give_role(*, account: User, department: Department, role: Role, actor: User) -> Membership:
    """Give a role as the security administrator of a department above.

    Raises ForbiddenError for one's own account, a department that is not the actor's, and roles that do not go
    together; ScoreboardError where the account has the role already.
    """
    if account.pk == actor.pk:
        raise ForbiddenError("不能给自己授予角色")
    must_hold(actor, department, Role.SECURITY_ADMIN, "只能授予您管理范围内单位的角色")
    stored = User.objects.select_for_update().get(pk=account.pk)
    if stored.memberships.filter(department=department, role=role).exists():
        raise ScoreboardError("该用户在本单位已有这个角色")
    return _give(stored, department, role, actor)


@transaction.atomic
def withdraw_role(*, membership: Membership, actor: User) -> None:
    """Take a role back. Raises ForbiddenError for one's own and for a department that is not the actor's."""
    if membership.user_id == actor.pk:
        raise ForbiddenError("不能收回自己的角色")
    must_hold(actor, membership.department, Role.SECURITY_ADMIN, "只能收回您管理范围内单位的角色")
    if not Membership.objects.filter(pk=membership.pk).delete()[0]:
        raise ScoreboardError("该角色已被收回")
    note(AuditAction.MEMBER_REMOVED, actor, membership.user, {"old": _described(membership), "new": None})


def _give(user: User, department: Department, role: Role, actor: User | None) -> Membership:
    """Give a role to a locked account; write it down where it is new."""
    _must_go_together(user, department, role)
    membership, created = Membership.objects.get_or_create(user=user, department=department, role=role)
    if created:
        note(AuditAction.MEMBER_ADDED, actor, user, {"old": None, "new": _described(membership)})
    return membership


def _must_go_together(user: User, department: Department, role: Role) -> None:
    """Refuse to mix an administrator's role with another: who keeps accounts, rights or the log does only that."""
    held = set(user.memberships.exclude(department=department, role=role).values_list("role", flat=True))
    if role in ADMINISTRATORS and (held & set(ADMINISTRATORS)):
        raise ForbiddenError("系统管理员、安全管理员、审计管理员不能由同一人担任，一人也只能担任一处")
    if role in ADMINISTRATORS and held:
        raise ForbiddenError("该账号已有业务角色，不能再任管理员；请另用一个账号")
    if held & set(ADMINISTRATORS):
        raise ForbiddenError("管理员账号不能兼任业务角色；请另用一个账号")


def _described(membership: Membership) -> dict[str, str]:
    return {"department": membership.department.code, "role": str(membership.role)}
