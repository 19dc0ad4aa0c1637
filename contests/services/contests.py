"""Storing a contest as its file says: departments, divisions, entrants, criteria and calendar."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from contests.enums import AuditAction, Cadence
from contests.errors import ScoreboardError
from contests.models import (
    AuditEvent,
    Contest,
    Criterion,
    Department,
    Division,
    Entrant,
    Period,
    Placement,
    Project,
    User,
)

Spec = Mapping[str, Any]


@transaction.atomic
def store_contest(*, spec: Spec, actor: User | None) -> Contest:
    """Create a contest from its file's content, or bring an existing one to it; runs and releases stay as they are.

    Raises ScoreboardError where the file leaves out what figures were already entered for.
    """
    departments = {part["code"]: _department(part) for part in spec["departments"]}
    contest, created = Contest.objects.update_or_create(
        slug=spec["slug"], defaults=_contest_fields(spec) | {"host": departments[spec["host"]]}
    )
    divisions = {}
    for order, part in enumerate(spec["divisions"]):
        divisions[part["code"]], _ = Division.objects.update_or_create(
            contest=contest, code=part["code"], defaults={"name": part["name"], "order": order}
        )
    for order, part in enumerate(spec["entrants"]):
        _entrant(contest, part, order, departments[part["department"]], divisions)
    _criteria(contest, spec["dimensions"])
    _periods(contest, spec)
    try:
        contest.entrants.exclude(code__in=[part["code"] for part in spec["entrants"]]).delete()
        contest.criteria.exclude(code__in=_criterion_codes(spec)).delete()
        contest.divisions.exclude(code__in=list(divisions)).delete()
    except ProtectedError as error:
        names = "、".join(str(row) for row in list(error.protected_objects)[:5])
        raise ScoreboardError(f"已有填报数据的参赛单位、指标和组别不能删去（涉及：{names}）") from error
    AuditEvent.objects.record(
        action=AuditAction.CONTEST_IMPORTED,
        actor_id=actor.pk if actor else None,
        subject=contest.slug,
        details={"created": created, "spec": dict(spec)},
    )
    contest.refresh_from_db()
    return contest


def _department(part: Spec) -> Department:
    parent = Department.objects.get(code=part["parent"]) if part["parent"] else None
    path = f"{parent.path if parent else '/'}{part['code']}/"
    department, _ = Department.objects.get_or_create(
        code=part["code"], defaults={"name": part["name"], "kind": part["kind"], "parent": parent, "path": path}
    )
    if department.name != part["name"] or department.path != path:
        raise ScoreboardError(f"单位代码 {part['code']} 已用于“{department.name}”（{department.path}）")
    return department


def _contest_fields(spec: Spec) -> dict[str, Any]:
    calendar, rounding, limits = spec["calendar"], spec["rounding"], spec["limits"]
    return {
        "name": spec["name"],
        "publisher": spec["publisher"],
        "is_sample": spec["sample"],
        "score_label": spec["score_label"],
        "starts_on": calendar["starts_on"],
        "ends_on": calendar["ends_on"],
        "cadences": calendar["ranked"],
        "entry_days": calendar["entry_days"],
        "criterion_places": rounding["criterion"],
        "total_places": rounding["total"],
        "rounding": rounding["mode"],
        "bonus_cap": limits["bonus"],
        "deduction_cap": limits["deduction"],
        "floor": limits["floor"],
        "ceiling": limits["ceiling"],
        "rank_by": spec["rank_by"],
        "boards": spec["boards"],
    }


def _entrant(
    contest: Contest, part: Spec, order: int, department: Department, divisions: Mapping[str, Division]
) -> None:
    project = None
    if part["project"] is not None:
        project, _ = Project.objects.update_or_create(
            code=f"{contest.slug}-{part['code']}",
            defaults={"name": part["name"], "department": department, "category": part["project"]["category"]},
        )
    entrant, _ = Entrant.objects.update_or_create(
        contest=contest,
        code=part["code"],
        defaults={"name": part["name"], "department": department, "project": project, "order": order},
    )
    placed = {str(contest.starts_on): part["division"]} | {
        move["starts_on"]: move["division"] for move in part["moves"]
    }
    entrant.placements.exclude(starts_on__in=placed).delete()
    for day, division in placed.items():
        Placement.objects.update_or_create(entrant=entrant, starts_on=day, defaults={"division": divisions[division]})


def _criterion_codes(spec: Spec) -> list[str]:
    codes = [dimension["code"] for dimension in spec["dimensions"]]
    return codes + [criterion["code"] for dimension in spec["dimensions"] for criterion in dimension["criteria"]]


def _criteria(contest: Contest, dimensions: Iterable[Spec]) -> None:
    order = 0
    for dimension in dimensions:
        order += 1
        parent, _ = Criterion.objects.update_or_create(
            contest=contest,
            code=dimension["code"],
            defaults={"name": dimension["name"], "weight": dimension["weight"], "order": order, "parent": None},
        )
        for part in dimension["criteria"]:
            order += 1
            fields = {name: part[name] for name in part if name != "code"}
            Criterion.objects.update_or_create(
                contest=contest, code=part["code"], defaults=fields | {"order": order, "parent": parent}
            )


def _periods(contest: Contest, spec: Spec) -> None:
    """Open the periods of every cadence that is entered or ranked; what is there already stays."""
    calendar = spec["calendar"]
    cadences = set(calendar["ranked"])
    cadences |= {part["cadence"] for dimension in spec["dimensions"] for part in dimension["criteria"]}
    first, last = date.fromisoformat(str(calendar["starts_on"])), date.fromisoformat(str(calendar["ends_on"]))
    for cadence in sorted(cadences):
        for number, (code, start, end) in enumerate(calendar_periods(Cadence(cadence), first, last), start=1):
            closes = timezone.make_aware(datetime.combine(end + timedelta(days=calendar["entry_days"] + 1), time.min))
            Period.objects.update_or_create(
                contest=contest,
                code=code,
                defaults={
                    "cadence": cadence,
                    "number": number,
                    "starts_on": start,
                    "ends_on": end,
                    "entry_closes_at": closes,
                },
            )


def calendar_periods(cadence: Cadence, first: date, last: date) -> Iterator[tuple[str, date, date]]:
    """Yield (code, first day, last day) of a contest's periods.

    A week (Monday to Sunday) is the contest's when its closing day is; longer periods are cut to the contest's days.
    """
    if cadence == Cadence.WEEK:
        end = first + timedelta(days=6 - first.weekday())
        while end <= last:
            year, week, _ = end.isocalendar()
            yield f"{year}-W{week:02}", end - timedelta(days=6), end
            end += timedelta(days=7)
        return
    months = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.YEAR: 12}[cadence]
    start = date(first.year, (first.month - 1) // months * months + 1, 1)
    while start <= last:
        month = start.month + months
        following = date(start.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
        code = {1: f"{start:%Y-%m}", 3: f"{start.year}-Q{(start.month + 2) // 3}", 12: f"{start.year}"}[months]
        yield code, max(start, first), min(following - timedelta(days=1), last)
        start = following
