"""What the periods that are not released still lack, and which of them each contest is at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from contests.models import Contest, Period
from contests.selectors.missing import PeriodCells, Unit, cells_of, units_of
from contests.selectors.open_periods import wanted_periods

# The office presses a week ahead; what is still missing three days before the end is for a leader to know.
CLOSING = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Gaps:
    """The periods that have begun and are not released, their cells by the period's id, and the units by id."""

    periods: Sequence[Period]
    cells: Mapping[int, PeriodCells]
    units: Mapping[int, Unit]

    def of(self, contest: Contest) -> list[Period]:
        """Return the periods of a contest."""
        return [period for period in self.periods if period.contest_id == contest.pk]

    def pressing(self, now: datetime) -> list[Period]:
        """Return the periods whose entry has closed or closes within days."""
        return [period for period in self.periods if period.closes_at <= now + CLOSING]


def gaps_in(contests: Sequence[Contest], now: datetime) -> Gaps:
    """Return what contests (given with their hosts) still lack, in seven queries however many there are."""
    by_id = {contest.pk: contest for contest in contests}
    periods = wanted_periods(by_id, now) if by_id else []
    return Gaps(periods, cells_of(periods), units_of(by_id))


def running(gaps: Gaps, contest: Contest, now: datetime) -> Period | None:
    """Return the period that a contest is at: the next to close, or when none is open the last that closed."""
    begun = gaps.of(contest)
    if still := [period for period in begun if period.closes_at > now]:
        return min(still, key=lambda period: period.closes_at)
    return max(begun, key=lambda period: period.closes_at, default=None)
