"""Looking at what others did since the last look, and at the deadlines; whoever it concerns is told once."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from contests.enums import BUSINESS
from contests.models import AuditEvent, Contest, NoticeCursor
from contests.selectors.compute.rows import grouped
from contests.selectors.people import staff_with
from contests.services.notices.due import deadline_drafts
from contests.services.notices.happened import TELLERS, Happening, Told
from contests.services.notices.post import Draft, GroupDraft, post
from contests.services.notices.waiting import ENTERED, waiting_drafts

logger = logging.getLogger(__name__)

# So many events are told of in one transaction.
BATCH = 200


@transaction.atomic
def look_at_log(*, by_email: bool, now: datetime) -> bool:
    """Tell of a batch of events since the last look; return whether there may be more.

    Workers look one after the other, since they hold the cursor, and each notice is stored with the cursor's move or
    not at all. The first look of an installation tells of nothing: what happened before is no news.
    """
    cursor = NoticeCursor.objects.select_for_update().first()
    if cursor is None:
        newest = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        NoticeCursor.objects.get_or_create(pk=1, defaults={"event": newest})
        return False
    events = list(AuditEvent.objects.filter(pk__gt=cursor.event).order_by("pk")[:BATCH])
    if not events:
        return False
    told = [event for event in events if event.action in TELLERS or event.action in ENTERED]
    if told:
        _tell(told, by_email, now)
    NoticeCursor.objects.filter(pk=cursor.pk).update(event=events[-1].pk)
    return len(events) == BATCH


def _tell(events: Sequence[AuditEvent], by_email: bool, now: datetime) -> None:
    staff = staff_with(*BUSINESS)
    slugs = {_slug(event) for event in events}
    contests = {one.slug: one for one in Contest.objects.filter(slug__in=slugs).select_related("host")}
    found: list[Draft | GroupDraft] = []
    entered = grouped((_slug(event), event) for event in events if event.action in ENTERED)
    for event in events:
        if event.action in TELLERS and _slug(event) in contests:
            found += _told_of(event, TELLERS[event.action](Happening(event, staff, contests)))
    for slug, same in entered.items():
        if slug in contests:
            found += _told_of(same[-1], waiting_drafts(same, contests[slug], staff))
    _post(found, by_email, now)


def _slug(event: AuditEvent) -> str:
    return event.subject.split(" ", 1)[0]


def _told_of(event: AuditEvent, told: Told) -> list[Draft | GroupDraft]:
    """Return what is to be told of an event; nothing, and a line in the log, for one that says what nobody foresaw.

    The log is written by every part of the program: one line that cannot be read must not keep all others untold.
    """
    try:
        return list(told)
    except (LookupError, TypeError, ValueError, ObjectDoesNotExist):
        logger.exception("日志第 %s 条无法形成通知", event.pk)
        return []


@transaction.atomic
def look_at_deadlines(*, days_before: Sequence[int], by_email: bool, now: datetime) -> None:
    """Tell of deadlines that are near or just over."""
    # The cursor is held so that two who look at once tell once.
    NoticeCursor.objects.select_for_update().first()
    drafts, group = deadline_drafts(now, days_before)
    post(drafts=drafts, group=group, by_email=by_email, now=now)


def _post(found: Iterable[Draft | GroupDraft], by_email: bool, now: datetime) -> None:
    rows = list(found)
    post(
        drafts=[row for row in rows if isinstance(row, Draft)],
        group=[row for row in rows if isinstance(row, GroupDraft)],
        by_email=by_email,
        now=now,
    )
