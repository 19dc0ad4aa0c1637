"""Who may enter which figure of a contest, and why not."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from contests.enums import Role
from contests.models import Contest, Criterion, Entrant, Team, User
from contests.rules import Access, access_of
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
            return None if self.enters(entrant.pk) else self._why_not(entrant.pk, criterion)
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
    access = access or access_of(user)
    scored: dict[int, set[int]] = defaultdict(set)
    claimed: dict[int, set[int]] = defaultdict(set)
    teams = list(Team.objects.filter(contest=contest).prefetch_related("members", "entrants", "criteria"))
    everything = set(Criterion.objects.filter(contest=contest).values_list("pk", flat=True)) if teams else set()
    for team in teams:
        criteria = {criterion.pk for criterion in team.criteria.all()} or everything
        mine = access.covers(contest.host.path, Role.ASSESSOR) and user in team.members.all()
        for entrant in team.entrants.all():
            claimed[entrant.pk] |= criteria
            if mine:
                scored[entrant.pk] |= criteria
    home = user.department.path if user.department else ""
    rows = Entrant.objects.filter(contest=contest).values_list("pk", "department__path")
    paths = dict(rows)
    return EntryRights(
        office=access.runs(contest),
        reported=frozenset(pk for pk, path in paths.items() if access.covers(path, Role.REPORTER)),
        own=frozenset(pk for pk, path in paths.items() if home.startswith(path)),
        scored={entrant: frozenset(criteria) for entrant, criteria in scored.items()},
        claimed={entrant: frozenset(criteria) for entrant, criteria in claimed.items()},
    )
