"""What the office needs to know of a contest to change it: its state, its words, what is in use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from contests.enums import AuditAction, Role
from contests.models import AuditEvent, Contest, Department, Period, RankingRun, Rating
from contests.rules import Access
from contests.selectors.setup.words import spec_changes

# How far back one looks for what a page was made from; whoever left a page open for longer reads the contest again.
REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What was changed since a page was opened: the contest then, who stored last and when, old and new in words."""

    before: Mapping[str, Any]
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
    last, before = newest[0], old.details["spec"]
    return Meanwhile(before, str(last.actor or "控制台"), last.at, spec_changes(before, spec))


def coming_periods(contest: Contest, today: date) -> QuerySet[Period]:
    """Return the periods that have not ended, the next first."""
    return contest.periods.filter(ends_on__gte=today).select_related("contest").order_by("ends_on", "starts_on")


def department_parts(host: Department) -> list[dict[str, Any]]:
    """Return a department, those above it and all under it as parts of a contest file, parents first."""
    above = host.path.strip("/").split("/")
    rows = Department.objects.filter(Q(path__startswith=host.path) | Q(code__in=above))
    columns = rows.order_by("path").values_list("code", "name", "kind", "parent__code")
    return [{"code": code, "name": name, "kind": kind, "parent": parent} for code, name, kind, parent in columns]


def codes_from(start: str) -> set[str]:
    """Return the codes of departments that begin so, wherever they are: a code is had once in all."""
    return set(Department.objects.filter(code__startswith=start).values_list("code", flat=True))


def hosts_of(access: Access) -> dict[str, str]:
    """Return the departments that a person's office may hold contests for, by code, parents first."""
    found: dict[str, str] = {}
    for path in sorted(access.to(Role.OFFICE)):
        rows = Department.objects.filter(path__startswith=path).order_by("path").values_list("code", "name", "path")
        found |= {code: "　" * (place.count("/") - path.count("/")) + name for code, name, place in rows}
    return found
