"""Everything that the leaders' first page and its briefing say, looked up once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from contests.models import Contest, User
from contests.selectors.leaders.concern import Concern
from contests.selectors.leaders.exceptions import concerns_in
from contests.selectors.leaders.gaps import gaps_in
from contests.selectors.leaders.glances import Glance, glances
from contests.selectors.leaders.linked import LinkedTarget, linked_to
from contests.selectors.leaders.newest import newest_in
from contests.selectors.leaders.overdue import open_problems


@dataclass(frozen=True, slots=True)
class Overview:
    """The contests of a leader at a moment: what is wrong, what is linked to the person, each at a glance."""

    now: datetime
    concerns: Sequence[Concern]
    linked: Sequence[LinkedTarget]
    glances: Sequence[Glance]

    @property
    def is_sample(self) -> bool:
        """Return whether any of the contests shows sample data."""
        return any(glance.contest.is_sample for glance in self.glances)


def overview(user: User, contests: Sequence[Contest], now: datetime) -> Overview:
    """Return the overview of contests (given with their hosts) that the person reads, in a fixed number of queries."""
    newest, gaps, problems = newest_in(contests), gaps_in(contests, now), open_problems(contests)
    return Overview(
        now=now,
        concerns=concerns_in(newest, gaps, problems, now),
        linked=linked_to(user, newest, gaps, problems, now),
        glances=glances(newest, gaps, now),
    )
