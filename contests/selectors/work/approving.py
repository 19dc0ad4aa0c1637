"""What waits for a person's word on what others entered or proposed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Min, Q

from contests.enums import RatingStatus, Role
from contests.models import Period, Rating
from contests.rules import under
from contests.selectors.links import review_link
from contests.selectors.review import proposed
from contests.selectors.work.task import Desk, Task, place
from contests.selectors.work.words import closed_words


class Waiting(NamedTuple):
    """How much of a period waits, and since when."""

    period: int
    number: int
    since: datetime


def reviews(desk: Desk) -> Iterator[Task]:
    """Yield the periods with figures or events to approve, of contests that the person reviews, in four queries."""
    contests = [pk for pk, contest in desk.contests.items() if desk.access.reviews(contest)]
    if not contests:
        return
    figures = {row.period: row.number for row in _submitted(desk, Q(period__contest__in=contests))}
    events: dict[int, int] = defaultdict(int)
    for waiting in proposed(period__contest__in=contests):
        counted = waiting.exclude(proposed_by=desk.user).values_list("period").annotate(Count("pk")).order_by()
        for period, number in counted:
            events[period] += number
    for period in _periods({*figures, *events}):
        parts = ((figures.get(period.pk), "数据", "项"), (events.get(period.pk), "事项", "件"))
        said = "、".join(f"{name} {number} {unit}" for number, name, unit in parts if number)
        yield _line(desk, period, f"待审核：{said}", "去审核", review_link(period.contest.slug, period.code))


def signs(desk: Desk) -> Iterator[Task]:
    """Yield the periods with figures of the person's own unit to look through, in two queries."""
    paths = desk.access.to(Role.REVIEWER)
    contests = [pk for pk, contest in desk.contests.items() if not desk.access.reviews(contest)]
    if not paths or not contests:
        return
    own = under("entrant__department__path", paths)
    rows = _submitted(desk, own & Q(period__contest__in=contests, signed_by=None))
    numbers = {row.period: row.number for row in rows}
    for period in _periods(numbers):
        address = review_link(period.contest.slug, period.code)
        yield _line(desk, period, f"待初审：本单位数据 {numbers[period.pk]} 项", "去初审", address)


def _submitted(desk: Desk, which: Q) -> Sequence[Waiting]:
    rows = Rating.objects.filter(which, status=RatingStatus.SUBMITTED).exclude(entered_by=desk.user)
    counted = rows.values_list("period").annotate(Count("pk"), Min("entered_at")).order_by()
    return [Waiting(*row) for row in counted]


def _periods(ids: set[int] | dict[int, int]) -> Sequence[Period]:
    return list(Period.objects.filter(pk__in=ids).select_related("contest").order_by("ends_on", "pk"))


def _line(desk: Desk, period: Period, what: str, action: str, address: str) -> Task:
    """Return a line; what is not approved when entry closes does not count in the computation that follows."""
    return Task(
        kind="approve",
        what=what,
        where=place(period),
        when=closed_words(period.closes_at, desk.now),
        action=action,
        address=address,
        late=period.closes_at <= desk.now,
        urgency=period.closes_at,
    )
