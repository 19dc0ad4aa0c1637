"""The assessment teams of a contest: whom they are made of, what they score, and what does not go together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from contests.enums import Role
from contests.models import Contest, Criterion, Entrant, Team, User


@dataclass(slots=True)
class TeamLine:
    """A team with its members, units and criteria (none: all), and who of it may not score which of its units."""

    team: Team
    members: list[User]
    entrants: list[Entrant]
    criteria: list[Criterion]
    barred: list[tuple[User, list[Entrant]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two teams that score the same criteria of the same units."""

    first: Team
    second: Team
    entrants: list[Entrant]
    criteria: list[Criterion]


def teams_of(contest: Contest) -> QuerySet[Team]:
    """Return the teams of a contest with everything that is shown of them."""
    related = ("members__department", "members__memberships__department", "entrants__department", "criteria")
    return Team.objects.filter(contest=contest).order_by("name").prefetch_related(*related)


def assessors_of(contest: Contest) -> QuerySet[User]:
    """Return the accounts that are assessors at the contest's host or above it."""
    steps = contest.host.path.strip("/").split("/")
    above = [f"/{'/'.join(steps[:length])}/" for length in range(1, len(steps) + 1)]
    held = User.objects.filter(memberships__role=Role.ASSESSOR, memberships__department__path__in=above)
    return held.filter(is_active=True).select_related("department").distinct().order_by("display_name", "username")


def scored_criteria(contest: Contest) -> QuerySet[Criterion]:
    """Return the criteria that can be scored, in the order of the contest."""
    return Criterion.objects.filter(contest=contest).exclude(method="").select_related("parent").order_by("order")


def team_lines(contest: Contest) -> list[TeamLine]:
    """Return the teams, each with the members that may not score some of its units, in a fixed number of queries."""
    lines = []
    for team in teams_of(contest):
        members = sorted(team.members.all(), key=str)
        entrants = sorted(team.entrants.all(), key=lambda entrant: entrant.order)
        line = TeamLine(team, members, entrants, sorted(team.criteria.all(), key=lambda criterion: criterion.order))
        for member in members:
            own = [entrant for entrant in entrants if _belongs(member, entrant)]
            if own:
                line.barred.append((member, own))
        lines.append(line)
    return lines


def _belongs(member: User, entrant: Entrant) -> bool:
    """Return whether a person works in a unit or reports for it, as the rights of entry see it."""
    path = entrant.department.path
    home = member.department.path if member.department else ""
    reported = [row.department.path for row in member.memberships.all() if row.role == Role.REPORTER]
    return home.startswith(path) or path.startswith(tuple(reported))


def overlaps(lines: Sequence[TeamLine], every: Iterable[Criterion]) -> list[Overlap]:
    """Return which cells are scored by two teams; a team without criteria scores every one."""
    everything = list(every)
    cells: Mapping[str, set[tuple[int, int]]] = defaultdict(set)
    found = []
    for line in lines:
        criteria = line.criteria or everything
        cells[line.team.name] |= {(entrant.pk, criterion.pk) for entrant in line.entrants for criterion in criteria}
    for at, line in enumerate(lines):
        for other in lines[at + 1 :]:
            shared = cells[line.team.name] & cells[other.team.name]
            if shared:
                entrants = [entrant for entrant in line.entrants if any(entrant.pk == pk for pk, _ in shared)]
                criteria = [one for one in everything if any(one.pk == pk for _, pk in shared)]
                found.append(Overlap(line.team, other.team, entrants, criteria))
    return found
