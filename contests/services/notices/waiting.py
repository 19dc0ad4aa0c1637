"""Telling reviewers that figures or events wait: one unread notice a person and period, whatever comes later."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from django.db.models import Q

from contests.enums import AuditAction, Decision, NoticeKind, RatingStatus, Role
from contests.models import Adjustment, AuditEvent, Contest, Finding, Notice, Period, Rating
from contests.selectors.links import review_link
from contests.selectors.people import Staff
from contests.services.notices.post import Draft, GroupDraft

ENTERED = (AuditAction.RATINGS_IMPORTED, AuditAction.RATINGS_SUBMITTED, AuditAction.EVENTS_PROPOSED)
# The moment that a row was entered at was read some time before its event was written.
SLACK = timedelta(minutes=10)


def waiting_drafts(events: Sequence[AuditEvent], contest: Contest, staff: Staff) -> Iterator[Draft | GroupDraft]:
    """Yield what reviewers of a contest are to be told after figures or events came in."""
    figures: Counter[Period] = Counter()
    units: dict[Period, dict[str, int]] = defaultdict(Counter)
    for rating in _entered(events, contest):
        figures[rating.period] += 1
        if rating.signed_by_id is None:
            units[rating.period][rating.entrant.department.path] += 1
    proposed = _proposed(events)
    actors = {event.actor_id for event in events}
    last = max(event.pk for event in events)
    reviewers = staff.over(contest.host.path, Role.REVIEWER) or staff.over(contest.host.path, Role.OFFICE)
    for period in {**figures, **proposed}:
        key = f"waiting:{last}:{period.pk}"
        parts = ((figures[period], "数据", "项"), (proposed[period], "事项", "件"))
        said = f"{period.label}有{'、'.join(f'{name} {n} {unit}' for n, name, unit in parts if n)}待审核"
        told = reviewers - (actors if len(actors) == 1 else set())
        link = review_link(contest.slug, period.code)
        for pk in told - _unread(period, link):
            yield Draft(pk, NoticeKind.WAITING, key, contest, period, said, link)
        yield GroupDraft(NoticeKind.WAITING, key, contest, said)
        yield from _to_sign(period, contest, units[period], staff, f"sign:{last}:{period.pk}")


def _to_sign(period: Period, contest: Contest, units: dict[str, int], staff: Staff, key: str) -> Iterator[Draft]:
    """Yield what the reviewers of the units themselves are told."""
    numbers: Counter[int] = Counter()
    for path, number in units.items():
        for pk in staff.over(path, Role.REVIEWER) - staff.over(contest.host.path, Role.REVIEWER, Role.OFFICE):
            numbers[pk] += number
    link = review_link(contest.slug, period.code)
    unread = _unread(period, link) if numbers else set()
    for pk, number in numbers.items():
        if pk not in unread:
            said = f"{period.label}有本单位数据 {number} 项待初审"
            yield Draft(pk, NoticeKind.WAITING, key, contest, period, said, link)


def _entered(events: Sequence[AuditEvent], contest: Contest) -> Iterable[Rating]:
    """Return the figures that came in and still wait: by the log what was submitted, by the clock what was imported."""
    submitted = [event for event in events if event.action == AuditAction.RATINGS_SUBMITTED]
    which = Q(pk__in=[pk for event in submitted for pk, _ in event.details["ratings"]])
    imported = [event.at for event in events if event.action == AuditAction.RATINGS_IMPORTED]
    if imported:
        which |= Q(entered_at__gte=min(imported) - SLACK)
    rows = Rating.objects.filter(which, period__contest=contest, status=RatingStatus.SUBMITTED)
    return rows.select_related("period__contest", "entrant__department")


def _proposed(events: Sequence[AuditEvent]) -> Counter[Period]:
    found: Counter[Period] = Counter()
    for model, name in ((Finding, "findings"), (Adjustment, "adjustments")):
        ids = [pk for event in events if event.action == AuditAction.EVENTS_PROPOSED for pk in event.details[name]]
        rows = model.objects.filter(Q(pk__in=ids), decision=Decision.PROPOSED).select_related("period__contest")
        found.update(row.period for row in rows)
    return found


def _unread(period: Period, link: str) -> set[int]:
    rows = Notice.objects.filter(period=period, kind=NoticeKind.WAITING, link=link, read_at=None)
    return set(rows.values_list("person_id", flat=True))
