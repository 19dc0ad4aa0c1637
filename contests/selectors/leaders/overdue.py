"""What is past its day: periods not released, problems not closed, upheld appeals not put right."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from contests.enums import AppealState
from contests.models import Appeal, Contest, Problem, Release
from contests.selectors.leaders.concern import Concern, Kind
from contests.selectors.leaders.gaps import Gaps
from contests.selectors.leaders.links import periods_link, sheet_link, trends_link
from contests.selectors.leaders.newest import Newest
from contests.selectors.leaders.unreported import periods_in_words
from contests.selectors.work.words import last_moment


def open_problems(contests: Sequence[Contest]) -> dict[int, list[Problem]]:
    """Return the problems that are not closed, by the entrant's id, in one query."""
    found: dict[int, list[Problem]] = defaultdict(list)
    rows = Problem.objects.filter(contest__in=contests, closed_on__isnull=True).select_related("entrant")
    for problem in rows.order_by("entrant__order", "due_on", "number"):
        found[problem.entrant_id].append(problem)
    return found


def is_overdue(problem: Problem, today: date) -> bool:
    """Return whether the day by which a problem was to be closed is past."""
    return problem.due_on is not None and problem.due_on < today


def late_releases(contest: Contest, gaps: Gaps, now: datetime) -> Iterator[Concern]:
    """Yield the ranked periods of a contest whose entry has closed and that are not released, as one line."""
    late = [period for period in gaps.of(contest) if period.closes_at <= now and period.cadence in contest.cadences]
    if late:
        said = f"{periods_in_words(late)}填报已截止，未发布"
        yield Concern(
            kind=Kind.OVERDUE,
            contest=contest,
            unit="竞赛办",
            what=said,
            since=last_moment(late[0].closes_at).date(),
            since_word="截止",
            address=periods_link(contest.slug),
            weight=len(late),
            matter="releases",
            brief=said,
        )


def late_problems(newest: Newest, problems: Mapping[int, Sequence[Problem]], today: date) -> Iterator[Concern]:
    """Yield the units of a contest with problems past their day, each once."""
    for rows in problems.values():
        late = [row for row in rows if row.contest_id == newest.contest.pk and is_overdue(row, today)]
        if late:
            entrant, first = late[0].entrant, min(row.due_on for row in late if row.due_on)
            slug, leading = newest.contest.slug, newest.leading
            is_placed = any(row.entrant == entrant.pk for row in newest.placings)
            yield Concern(
                kind=Kind.OVERDUE,
                contest=newest.contest,
                unit=entrant.name,
                what=f"{len(late)} 件问题超过整改期限未销号：{late[0].matter}" + ("等" if len(late) > 1 else ""),
                since=first,
                since_word="到期",
                address=sheet_link(slug, leading.period.code, entrant.code)
                if leading and is_placed
                else trends_link(slug),
                weight=len(late),
                matter="problems",
                brief=f"{len(late)} 件",
                number=len(late),
                counted=" {} 件问题超期未销号",
            )


def unsettled_appeals(contests: Sequence[Contest]) -> Iterator[Concern]:
    """Yield the appeals that were upheld and not put right by a correction, in one query."""
    rows = Appeal.objects.filter(release__contest__in=contests, state=AppealState.UPHELD, correction__isnull=True)
    rows = rows.select_related("release__period", "entrant").defer("release__payload", "release__headline")
    stands = Release.objects.standing().filter(period=OuterRef("release__period"))
    rows = rows.annotate(stands=Exists(stands))
    by_id = {contest.pk: contest for contest in contests}
    for appeal in rows.order_by("decided_at", "pk"):
        contest, period = by_id[appeal.release.contest_id], appeal.release.period
        assert appeal.decided_at is not None
        yield Concern(
            kind=Kind.OVERDUE,
            contest=contest,
            unit=appeal.entrant.name,
            what=f"对第{appeal.release.number}期“{appeal.scope_name}”的申诉成立，尚未更正发布",
            since=timezone.localdate(appeal.decided_at),
            since_word="裁定",
            # What was recalled is shown no more.
            address=sheet_link(contest.slug, period.code, appeal.entrant.code)
            if appeal.stands
            else trends_link(contest.slug),
            weight=1,
            matter="appeals",
            brief="申诉成立未更正",
        )
