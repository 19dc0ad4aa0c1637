"""Who may do what: the roles that a person has in a department and all under it, read once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from contests.enums import ADMINISTRATORS, BUSINESS, Role
from contests.models import Contest, Membership, User


@dataclass(frozen=True, slots=True)
class Access:
    """The department paths (prefixes of a subtree) in which a person has each role."""

    paths: Mapping[str, tuple[str, ...]]

    def to(self, *roles: Role) -> tuple[str, ...]:
        """Return the paths in which the person has one of the roles."""
        return tuple(path for role in roles for path in self.paths.get(role, ()))

    def covers(self, path: str, *roles: Role) -> bool:
        """Return whether a department lies in a subtree in which the person has one of the roles."""
        return path.startswith(self.to(*roles))

    def runs(self, contest: Contest) -> bool:
        """Return whether the person is of the contest's competition office: imports, computes, checks."""
        return self.covers(contest.host.path, Role.OFFICE)

    def reviews(self, contest: Contest) -> bool:
        """Return whether the person approves figures: the office, or a reviewer at or above the host.

        A reviewer of one entrant's department is none: a unit must not approve its own marks.
        """
        return self.covers(contest.host.path, Role.OFFICE, Role.REVIEWER)

    def releases(self, contest: Contest) -> bool:
        """Return whether the person is of the contest's leading group, which approves releases."""
        return self.covers(contest.host.path, Role.LEADING_GROUP)

    def reads(self, contest: Contest) -> bool:
        """Return whether the person sees everything of a contest before it is released: those who run or lead it."""
        return self.covers(contest.host.path, Role.OFFICE, Role.LEADING_GROUP, Role.LEADER)

    def enters(self, contest: Contest) -> bool:
        """Return whether the person enters figures: the office, an assessor, a reporter of an entrant's department."""
        if self.covers(contest.host.path, Role.OFFICE, Role.ASSESSOR):
            return True
        return self._covers_any(contest, Role.REPORTER)

    def signs(self, contest: Contest) -> bool:
        """Return whether the person looks through the figures of a unit before they go on, as its own reviewer."""
        return self._covers_any(contest, Role.REVIEWER)

    def _covers_any(self, contest: Contest, role: Role) -> bool:
        paths = self.to(role)
        departments = contest.entrants.values_list("department__path", flat=True)
        return bool(paths) and any(path.startswith(paths) for path in departments)

    def files(self, contest: Contest, path: str) -> Role | None:
        """Return the role by which the person appeals for the entrant of a department, None for no right to.

        A reporter or reviewer of the department appeals for it; the office hands in what a unit wrote on paper.
        """
        for role in (Role.REPORTER, Role.REVIEWER):
            if self.covers(path, role):
                return role
        return Role.OFFICE if self.runs(contest) else None

    def hears(self, contest: Contest) -> bool:
        """Return whether the person is of those who decide on appeals: the office and the leading group."""
        return self.covers(contest.host.path, Role.OFFICE, Role.LEADING_GROUP)

    @property
    def has_part(self) -> bool:
        """Return whether the person has a part in any contest."""
        return bool(self.to(*BUSINESS))

    @property
    def administers(self) -> bool:
        """Return whether the person is one of the three administrators."""
        return bool(self.to(*ADMINISTRATORS))

    @property
    def keeps_accounts(self) -> bool:
        """Return whether the person makes and switches off accounts: the system administrator."""
        return bool(self.to(Role.SYSTEM_ADMIN))

    @property
    def grants_rights(self) -> bool:
        """Return whether the person gives and takes roles: the security administrator."""
        return bool(self.to(Role.SECURITY_ADMIN))

    @property
    def reads_log(self) -> bool:
        """Return whether the person reads the log: the auditor."""
        return bool(self.to(Role.AUDITOR))

    @property
    def keeps_calendar(self) -> bool:
        """Return whether the person edits the calendar of holidays: whoever is of a competition office."""
        return bool(self.to(Role.OFFICE))

    @property
    def keeps_liaisons(self) -> bool:
        """Return whether the person registers which leader is linked to what: whoever is of a competition office."""
        return bool(self.to(Role.OFFICE))

    @property
    def leads(self) -> bool:
        """Return whether the person has the leaders' page: leaders, leading groups and the offices that serve them."""
        return bool(self.to(Role.OFFICE, Role.LEADING_GROUP, Role.LEADER))

    @property
    def only_leads(self) -> bool:
        """Return whether the person is a leader and nothing else, so that nothing waits for them."""
        return bool(self.to(Role.LEADER)) and not self.to(*(role for role in Role if role != Role.LEADER))


def access_of(user: User) -> Access:
    """Return what a person may do, in one query; nothing for an account that is switched off."""
    paths: dict[str, tuple[str, ...]] = {}
    if user.is_active:
        for role, path in Membership.objects.filter(user=user).values_list("role", "department__path"):
            paths[role] = (*paths.get(role, ()), path)
    return Access(paths)


def under(field: str, paths: Iterable[str]) -> Q:
    """Return the condition that a department, whose path is in `field`, lies in a subtree; nothing for no paths."""
    return reduce(or_, (Q(**{f"{field}__startswith": path}) for path in paths), Q(pk__in=[]))
