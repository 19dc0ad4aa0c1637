"""Who may do what: predicates over the roles that a person has in a department and all under it."""

from rules.predicates import predicate

from contests.enums import Role
from contests.models import Contest, Membership, User


def paths_of(user: User, *roles: Role) -> list[str]:
    """Return the department paths (prefixes of a subtree) in which an active user has one of the roles."""
    if not user.is_active:
        return []
    return list(Membership.objects.filter(user=user, role__in=roles).values_list("department__path", flat=True))


def covers(paths: list[str], path: str) -> bool:
    """Return whether a department's path lies in one of the subtrees."""
    return any(path.startswith(prefix) for prefix in paths)


@predicate
def runs_contest(user: User, contest: Contest) -> bool:
    """The competition office of the contest: imports, computes, checks."""
    return covers(paths_of(user, Role.OFFICE), contest.host.path)


@predicate
def reviews_contest(user: User, contest: Contest) -> bool:
    """Who approves figures of a contest: its office, or a reviewer at or above its host."""
    return covers(paths_of(user, Role.OFFICE, Role.REVIEWER), contest.host.path)


@predicate
def enters_contest(user: User, contest: Contest) -> bool:
    """Who enters figures: a reporter of any of its departments, or the office."""
    own = paths_of(user, Role.REPORTER)
    departments = contest.entrants.values_list("department__path", flat=True)
    return runs_contest(user, contest) or any(covers(own, path) for path in departments)


@predicate
def releases_contest(user: User, contest: Contest) -> bool:
    """The leading group of the contest approves its releases."""
    return covers(paths_of(user, Role.LEADING_GROUP), contest.host.path)
