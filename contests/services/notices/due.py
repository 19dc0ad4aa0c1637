"""Telling of deadlines: before they come, and once when they are over."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from contests.enums import NoticeKind
from contests.models import Period
from contests.selectors.links import entry_link
from contests.selectors.missing import cells_of, units_of
from contests.selectors.open_periods import wanted_periods
from contests.selectors.people import duties_in
from contests.selectors.unreported import lacking_by_person, lacking_of
from contests.selectors.work.words import deadline_words
from contests.services.notices.post import Draft, GroupDraft

# What was over for longer when it was first looked at is no news.
OVERDUE_NEWS = timedelta(days=3)


def deadline_drafts(now: datetime, days_before: Sequence[int]) -> tuple[list[Draft], list[GroupDraft]]:
    """Return what is to be told of the deadlines that come within so many days or are just over.

    The keys name period, deadline and threshold: a deadline that was moved is told again.
    """
    drafts: list[Draft] = []
    group: list[GroupDraft] = []
    near = list(_near(wanted_periods(None, now, now - OVERDUE_NEWS), now, days_before))
    if not near:
        return drafts, group
    periods = [period for period, _, _ in near]
    units = units_of({period.contest_id for period in periods})
    cells, duties = cells_of(periods), duties_in({period.contest_id: period.contest for period in periods}.values())
    for period, kind, key in near:
        missing = cells[period.pk].missing
        if not missing:
            continue
        contest, words = period.contest, _words(period, kind, now)
        link = entry_link(contest.slug, period.code)
        for pk, found in lacking_by_person(cells[period.pk], units, duties).items():
            drafts.append(Draft(pk, kind, key, contest, period, f"{words}：{found.words}", link))
        group.append(GroupDraft(kind, key, contest, f"{words}：{lacking_of(missing, units).words}"))
    return drafts, group


def _near(
    periods: Sequence[Period], now: datetime, days_before: Sequence[int]
) -> Iterator[tuple[Period, NoticeKind, str]]:
    for period in periods:
        closes = period.closes_at
        if closes <= now:
            yield period, NoticeKind.OVERDUE, f"overdue:{period.pk}:{closes.isoformat()}"
            continue
        passed = [days for days in days_before if closes - now <= timedelta(days=days)]
        if passed:
            yield period, NoticeKind.DUE_SOON, f"due:{period.pk}:{closes.isoformat()}:{min(passed)}"


def _words(period: Period, kind: NoticeKind, now: datetime) -> str:
    if kind == NoticeKind.OVERDUE:
        return f"{period.label}填报已截止（{period.closing_label}）"
    return f"{period.label}填报{deadline_words(period.closes_at, now)}截止（{period.closing_label}）"
