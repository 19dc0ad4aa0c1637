"""Keeping the calendar of holidays and make-up days; windows that were published stay as they are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from contests.enums import AuditAction, DayKind
from contests.errors import ForbiddenError
from contests.models import AuditEvent, Holiday, User
from contests.rules import access_of


class SpecialDay(NamedTuple):
    """A day that is fit to be stored."""

    on: date
    kind: DayKind
    name: str


class Changes(NamedTuple):
    """How many days are new, changed, and as they were."""

    new: int
    changed: int
    unchanged: int


# Kind and name of a day; None where it is what its day of the week says.
Said = Mapping[date, list[str] | None]


@transaction.atomic
def store_days(*, days: Sequence[SpecialDay], actor: User | None, source: str) -> Changes:
    """Store days, each only once, replacing what was said of them before.

    Raises ForbiddenError for a person who is of no competition office; None is the console.
    """
    _must_keep(actor)
    before = _stored(day.on for day in days)
    new = [day for day in days if day.on not in before]
    changed = [day for day in days if day.on in before and before[day.on] != [day.kind, day.name]]
    Holiday.objects.bulk_create(
        [Holiday(date=day.on, kind=day.kind, name=day.name) for day in (*new, *changed)],
        update_conflicts=True,
        unique_fields=["date"],
        update_fields=["kind", "name"],
    )
    _log(actor, source, before, {day.on: [day.kind, day.name] for day in (*new, *changed)})
    return Changes(len(new), len(changed), len(days) - len(new) - len(changed))


@transaction.atomic
def remove_days(*, days: Iterable[date], actor: User | None, source: str) -> int:
    """Take days off the calendar, so that they are what their day of the week says; return how many there were."""
    _must_keep(actor)
    before = _stored(days)
    Holiday.objects.filter(date__in=before).delete()
    _log(actor, source, before, dict.fromkeys(before))
    return len(before)


def _must_keep(actor: User | None) -> None:
    if actor is not None and not access_of(actor).keeps_calendar:
        raise ForbiddenError("只有竞赛办可以改动放假安排")


def _stored(days: Iterable[date]) -> dict[date, list[str]]:
    rows = Holiday.objects.select_for_update().filter(date__in=list(days))
    return {row.date: [row.kind, row.name] for row in rows}


def _log(actor: User | None, source: str, before: Mapping[date, list[str]], after: Said) -> None:
    """Record what was and what is now said of each day that changed; nothing where none did."""
    if after:
        AuditEvent.objects.record(
            action=AuditAction.HOLIDAYS_CHANGED,
            actor_id=actor.pk if actor else None,
            subject=source[:200],
            details={str(day): {"old": before.get(day), "new": said} for day, said in after.items()},
        )
