"""Who may enter which figure of a contest, and why not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from contests.enums import Role
from contests.models import Contest, Criterion, Entrant, Team, User
from contests.rules import Access, access_of
from contests.selectors.compute.rows import grouped
from contests.selectors.entry import EntryCriterion, EntryEntrant, EntryPeriod

Cells = Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class EntryRights:
    """What a person may enter: entrants by id that they report for or belong to, and teams' criteria by entrant.

    `scored` are the criteria that the person scores as a member of a team, `claimed` those that any team scores.
    """

    office: bool
    reported: frozenset[int]
    own: frozenset[int]
    scored: Cells
    claimed: Cells

    def role(self, entrant: int, criterion: int) -> Role | None:
        """Return the role by which the person enters a figure, None where it is not theirs to enter.

        Nobody scores the unit that they work in or report for, not even a member of its team.
        """
        if self.office:
            return Role.OFFICE
        if criterion in self.scored.get(entrant, ()) and entrant not in self.own | self.reported:
            return Role.ASSESSOR
        if entrant in self.reported and criterion not in self.claimed.get(entrant, ()):
            return Role.REPORTER
        return None

    def enters(self, entrant: int) -> bool:
        """Return whether the person has a hand in an entrant's figures at all."""
        return self.office or entrant in self.reported or bool(self.scored.get(entrant))

    def reports(self, entrant: int) -> bool:
        """Return whether the person may bring up a deed, a fault or points of an entrant.

        The office of anyone; an assessor of the units that the team scores, but not of the own one; a reporter of the
        own, deeds as well as faults that the unit owns up to.
        """
        if self.office or entrant in self.reported:
            return True
        return entrant not in self.own and bool(self.scored.get(entrant))

    @property
    def enters_anything(self) -> bool:
        """Return whether there is any entrant that the person has a hand in."""
        return self.office or bool(self.reported) or any(self.scored.values())

    def refusal(
        self, period: EntryPeriod, entrant: EntryEntrant, criterion: EntryCriterion | None, now: datetime
    ) -> str | None:
        """Return why the person may not enter this now, None where they may; without a criterion it is an event.

        What an inspection or a complaint brings to light comes when it comes: it is no matter of the entry's deadline.
        """
        if criterion is None:
            return None if self.reports(entrant.pk) else self._why_not(entrant.pk, criterion)
        if self.role(entrant.pk, criterion.pk) is None:
            return self._why_not(entrant.pk, criterion)
        return f"{period.code} 填报已截止，请竞赛办重新开放后再填" if period.closes_at <= now else None

    def _why_not(self, entrant: int, criterion: EntryCriterion | None) -> str:
        if criterion is not None and entrant in self.reported:
            return "由考核组评分，不由单位填报"
        if criterion is not None and criterion.pk in self.scored.get(entrant, ()):
            return "不能给本单位评分"
        return "不属于您负责的单位"


def entry_rights(contest: Contest, user: User, access: Access | None = None) -> EntryRights:
    """Return what a person may enter in a contest, in six queries at most."""
    return entry_rights_in([contest], user, access or access_of(user))[contest.pk]


def entry_rights_in(contests: Sequence[Contest], user: User, access: Access) -> dict[int, EntryRights]:
    """Return what a person may enter in contests, by the contest's id, in six queries however many there are."""
    teams = Team.objects.filter(contest__in=contests).prefetch_related("members", "entrants", "criteria")
    teams_of = grouped((team.contest_id, team) for team in teams)
    criteria = Criterion.objects.filter(contest__in=teams_of).values_list("contest_id", "pk") if teams_of else ()
    everything = grouped(criteria)
    entrants = Entrant.objects.filter(contest__in=contests).values_list("contest_id", "pk", "department__path")
    paths = grouped((contest, (pk, path)) for contest, pk, path in entrants)
    home = user.department.path if user.department else ""
    found = {}
    for contest in contests:
        scores = access.covers(contest.host.path, Role.ASSESSOR)
        scored, claimed = _scored(teams_of[contest.pk], everything[contest.pk], user if scores else None)
        found[contest.pk] = EntryRights(
            office=access.runs(contest),
            reported=frozenset(pk for pk, path in paths[contest.pk] if access.covers(path, Role.REPORTER)),
            own=frozenset(pk for pk, path in paths[contest.pk] if home.startswith(path)),
            scored=scored,
            claimed=claimed,
        )
    return found


def claimed_by_teams(contest: Contest) -> Cells:
    """Return the criteria that any team scores, by entrant."""
    teams = Team.objects.filter(contest=contest).prefetch_related("members", "entrants", "criteria")
    return _scored(teams, Criterion.objects.filter(contest=contest).values_list("pk", flat=True), None)[1]


def _scored(teams: Iterable[Team], everything: Iterable[int], member: User | None) -> tuple[Cells, Cells]:
    """Return what a member of teams scores, and what any team does: criteria by entrant."""
    scored: dict[int, set[int]] = defaultdict(set)
    claimed: dict[int, set[int]] = defaultdict(set)
    for team in teams:
        criteria = {criterion.pk for criterion in team.criteria.all()} or set(everything)
        mine = member is not None and member in team.members.all()
        for entrant in team.entrants.all():
            claimed[entrant.pk] |= criteria
            if mine:
                scored[entrant.pk] |= criteria
    return _frozen(scored), _frozen(claimed)


def _frozen(cells: Mapping[int, set[int]]) -> Cells:
    return {entrant: frozenset(criteria) for entrant, criteria in cells.items()}
