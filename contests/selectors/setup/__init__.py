"""What the office needs to know of a contest to change it: its state, its words, what is in use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from contests.enums import AuditAction
from contests.models import AuditEvent, Contest, Department, RankingRun, Rating
from contests.selectors.setup.words import spec_changes

# How far back one looks for what a page was made from; whoever left a page open for longer reads the contest again.
REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What was changed since a page was opened: who stored last and when, each line's old and new words."""

    by: str
    at: datetime
    changes: list[list[str]]


def in_use(contest: Contest) -> bool:
    """Return whether anything was entered or computed by the contest's rules."""
    rated = Rating.objects.filter(entrant__contest=contest).exists()
    return rated or RankingRun.objects.filter(period__contest=contest).exists()


def next_first_day(contest: Contest, today: date) -> date | None:
    """Return the first day of the next ranked period, from which new rules hold as a rule; None after the last."""
    coming = contest.periods.filter(cadence__in=contest.cadences, starts_on__gt=today)
    return coming.order_by("starts_on").values_list("starts_on", flat=True).first()


def meanwhile(contest: Contest, seen: str, spec: Mapping[str, Any]) -> Meanwhile | None:
    """Return what was changed since the state that a page was made from, None where that is not remembered."""
    events = AuditEvent.objects.filter(action=AuditAction.CONTEST_IMPORTED, subject=contest.slug)
    newest = list(events.select_related("actor").order_by("-pk")[:REMEMBERED])
    old = next((event for event in newest if event.details.get("digest") == seen), None)
    if old is None:
        return None
    last = newest[0]
    return Meanwhile(str(last.actor or "控制台"), last.at, spec_changes(old.details["spec"], spec))


def subtree(host: Department) -> list[Department]:
    """Return a department and all under it, parents first."""
    return list(Department.objects.filter(path__startswith=host.path).select_related("parent").order_by("path"))
