"""Whom a matter of a contest concerns: members by role and place, and who must report which figure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from contests.enums import Role
from contests.models import Contest, Criterion, Membership, Team
from contests.selectors.compute.rows import grouped
from contests.selectors.missing import Cell, Unit


class Person(NamedTuple):
    """A person as the office reads of them; `home` is the path of the department where they work."""

    pk: int
    name: str
    email: str
    home: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Active people by id, and the places (paths) in which each has a role."""

    people: Mapping[int, Person]
    places: Mapping[str, Sequence[tuple[str, int]]]

    def over(self, path: str, *roles: Role) -> set[int]:
        """Return the ids of those who have one of the roles in a department: there, or in one above it."""
        return {pk for role in roles for place, pk in self.places.get(role, ()) if path.startswith(place)}


def staff_with(*roles: Role) -> Staff:
    """Return the people with one of the roles, in one query."""
    rows = Membership.objects.filter(role__in=roles, user__is_active=True).order_by("user_id")
    rows = rows.select_related("user__department", "department")
    people: dict[int, Person] = {}
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in rows:
        user = row.user
        home = user.department.path if user.department else ""
        people[user.pk] = Person(user.pk, str(user), user.email, home)
        places[row.role].append((row.department.path, user.pk))
    return Staff(people, places)


class Duty(NamedTuple):
    """Who must report a figure: the reporters of the unit, or a team (named) that scores it."""

    people: frozenset[int]
    team: str


@dataclass(frozen=True, slots=True)
class Duties:
    """Who must report the figures of contests; the same people that EntryRights lets enter them, without the office."""

    staff: Staff
    hosts: Mapping[int, str]
    teams: Mapping[int, Sequence[tuple[str, Collection[int], Collection[Cell]]]]

    def of(self, unit: Unit, criterion: int) -> Duty:
        """Return who must report a criterion of a unit."""
        reporters = self.staff.over(unit.path, Role.REPORTER)
        scoring = [row for row in self.teams.get(unit.contest, ()) if (unit.pk, criterion) in row[2]]
        if not scoring:
            return Duty(frozenset(reporters), "")
        assessors = self.staff.over(self.hosts[unit.contest], Role.ASSESSOR)
        members = {pk for _, people, _ in scoring for pk in people if pk in assessors}
        strangers = {pk for pk in members - reporters if not self.staff.people[pk].home.startswith(unit.path)}
        return Duty(frozenset(strangers), "、".join(name for name, _, _ in scoring))


def duties_in(contests: Iterable[Contest]) -> Duties:
    """Return who must report what in contests (given with their hosts), in six queries however many there are."""
    hosts = {contest.pk: contest.host.path for contest in contests}
    teams = Team.objects.filter(contest__in=hosts).prefetch_related("members", "entrants", "criteria")
    everything = grouped(Criterion.objects.filter(contest__in=hosts).values_list("contest_id", "pk"))
    rows = []
    for team in teams:
        criteria = [criterion.pk for criterion in team.criteria.all()] or everything[team.contest_id]
        cells = {(entrant.pk, pk) for entrant in team.entrants.all() for pk in criteria}
        rows.append((team.contest_id, (team.name, {member.pk for member in team.members.all()}, cells)))
    return Duties(staff_with(Role.REPORTER, Role.ASSESSOR), hosts, grouped(rows))
