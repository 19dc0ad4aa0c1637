"""Accounts as the administrators see them, each in the subtree of their own role."""

from collections.abc import Iterable
from datetime import datetime

from axes.models import AccessAttempt
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from contests.enums import Role
from contests.models import Department, Membership, User
from contests.rules import Access, under


def _with_role_under(paths: Iterable[str]) -> Exists:
    return Exists(Membership.objects.filter(under("department__path", paths), user=OuterRef("pk")))


def accounts_kept_by(access: Access) -> QuerySet[User]:
    """Return the accounts of the system administrator's people: who works there, or has a role there and no home."""
    paths = access.to(Role.SYSTEM_ADMIN)
    kept = under("department__path", paths) | (Q(department=None) & Q(_with_role_under(paths)))
    return User.objects.filter(kept).select_related("department").order_by("department__path", "username")


def accounts_with_rights(access: Access) -> QuerySet[User]:
    """Return the accounts that the security administrator gives roles to: who works there, or has a role there."""
    paths = access.to(Role.SECURITY_ADMIN)
    known = under("department__path", paths) | Q(_with_role_under(paths))
    return User.objects.filter(known).select_related("department").order_by("department__path", "username")


def departments_of(access: Access, role: Role) -> QuerySet[Department]:
    """Return the departments of a role's subtree."""
    return Department.objects.filter(under("path", access.to(role)))


def rights_in(access: Access, account: User) -> QuerySet[Membership]:
    """Return the roles of an account that the security administrator may see and take."""
    rows = Membership.objects.filter(under("department__path", access.to(Role.SECURITY_ADMIN)), user=account)
    return rows.select_related("department", "user").order_by("department__path", "role")


def locked_usernames(*, since: datetime, pair: int, account: int) -> set[str]:
    """Return the names that are locked out somewhere: so many failures from one address, or from all together."""
    failures = AccessAttempt.objects.filter(attempt_time__gt=since).order_by()
    by_pair = failures.values("username", "ip_address").annotate(failures=Sum("failures_since_start"))
    by_name = failures.values("username").annotate(failures=Sum("failures_since_start"))
    return {
        *by_pair.filter(failures__gte=pair).values_list("username", flat=True),
        *by_name.filter(failures__gte=account).values_list("username", flat=True),
    }
