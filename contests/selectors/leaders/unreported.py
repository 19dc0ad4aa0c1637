"""Who has not reported what was to be reported by now, or is to be within days."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from contests.models import Contest, Period
from contests.selectors.leaders.concern import Concern, Kind
from contests.selectors.leaders.gaps import Gaps
from contests.selectors.leaders.links import periods_link
from contests.selectors.people import Duties
from contests.selectors.work.words import deadline_words, last_moment

# What is late weighs more than any number of figures that still have time.
LATE = 1_000_000


def unreported(contest: Contest, gaps: Gaps, duties: Duties, now: datetime) -> Iterator[Concern]:
    """Yield whoever lacks figures of a contest, all their periods together: a unit, or the team that scores for it."""
    lacking: dict[tuple[str, bool], dict[Period, int]] = defaultdict(lambda: defaultdict(int))
    for period in gaps.pressing(now):
        if period.contest_id == contest.pk:
            for entrant, criterion in gaps.cells[period.pk].missing:
                unit = gaps.units[entrant]
                team = duties.of(unit, criterion).team
                lacking[team or unit.name, bool(team)][period] += 1
    for (name, is_team), periods in lacking.items():
        yield _concern(contest, name, periods, now, matter="team" if is_team else "unit")


def periods_in_words(periods: list[Period]) -> str:
    """Return the first of periods, and how many they are."""
    return periods[0].label + (f"等 {len(periods)} 期" if len(periods) > 1 else "")


def _concern(contest: Contest, name: str, periods: dict[Period, int], now: datetime, *, matter: str) -> Concern:
    number, first = sum(periods.values()), min(periods, key=lambda period: period.closes_at)
    late = first.closes_at <= now
    return Concern(
        kind=Kind.UNREPORTED,
        contest=contest,
        unit=name,
        what=f"{periods_in_words(list(periods))}缺 {number} 项，{deadline_words(first.closes_at, now)}",
        since=last_moment(first.closes_at).date(),
        since_word="截止",
        address=periods_link(contest.slug),
        weight=number + (LATE if late else 0),
        matter=f"{matter} {'late' if late else 'closing'}",
        brief=f"缺 {number} 项",
        number=number,
        # Units and the teams that score them are not summed up together.
        counted="缺 {} 项" if matter == "unit" else "",
    )
