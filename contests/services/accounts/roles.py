"""Accounts and their roles."""

from django.db import transaction

from contests.enums import AuditAction, Role
from contests.errors import NotFoundError
from contests.models import AuditEvent, Department, Membership, User


@transaction.atomic
def grant_role(
    *, username: str, display_name: str, password: str | None, department: str, role: Role, actor: User | None
) -> Membership:
    """Give a role in a department's subtree to an account, which is made where it does not exist.

    A password is set only for a new account. Raises NotFoundError for an unknown department.
    """
    place = Department.objects.filter(code=department).first()
    if place is None:
        raise NotFoundError(f"没有代码为 {department} 的单位")
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create_user(username=username, password=password, display_name=display_name)
    membership, created = Membership.objects.get_or_create(user=user, department=place, role=role)
    if created:
        AuditEvent.objects.record(
            action=AuditAction.MEMBER_ADDED,
            actor_id=actor.pk if actor else None,
            subject=username,
            details={"department": department, "role": role},
        )
    return membership
