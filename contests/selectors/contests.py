"""A contest as the values of its file."""

from collections.abc import Iterator
from typing import Any

from contests.models import Contest, Criterion, Department
from contests.scoring.decimals import plain

LEAF = ("code", "name", "division_marks", "cadence", "method", "params", "roll_up", "missing", "unit")


def contest_spec(contest: Contest) -> dict[str, Any]:
    """Return the contest as plain values in the order of the contest file."""
    limits = {
        "bonus": contest.bonus_cap,
        "deduction": contest.deduction_cap,
        "floor": contest.floor,
        "ceiling": contest.ceiling,
    }
    return {
        "format": 1,
        "slug": contest.slug,
        "name": contest.name,
        "sample": contest.is_sample,
        "publisher": contest.publisher,
        "host": contest.host.code,
        "score_label": contest.score_label,
        "calendar": {
            "starts_on": contest.starts_on.isoformat(),
            "ends_on": contest.ends_on.isoformat(),
            "ranked": contest.cadences,
            "entry_days": contest.entry_days,
        },
        "rounding": {"criterion": contest.criterion_places, "total": contest.total_places, "mode": contest.rounding},
        "rank_by": contest.rank_by,
        "limits": {name: None if value is None else plain(value) for name, value in limits.items()},
        "departments": list(_departments(contest)),
        "divisions": [
            {"code": division.code, "name": division.name} for division in contest.divisions.order_by("order")
        ],
        "entrants": list(_entrants(contest)),
        "dimensions": _dimensions(contest),
        "boards": contest.boards,
    }


def _departments(contest: Contest) -> Iterator[dict[str, Any]]:
    """Yield the departments that the contest names, and all above them, parents first."""
    named = [contest.host.path, *contest.entrants.values_list("department__path", flat=True)]
    codes = {code for path in named for code in path.strip("/").split("/")}
    for department in Department.objects.filter(code__in=codes).select_related("parent").order_by("path"):
        yield {
            "code": department.code,
            "name": department.name,
            "kind": department.kind,
            "parent": department.parent.code if department.parent else None,
        }


def _entrants(contest: Contest) -> Iterator[dict[str, Any]]:
    rows = contest.entrants.select_related("department", "project").prefetch_related("placements__division")
    for entrant in rows.order_by("order"):
        first, *later = sorted(entrant.placements.all(), key=lambda placement: placement.starts_on)
        yield {
            "code": entrant.code,
            "name": entrant.name,
            "department": entrant.department.code,
            "division": first.division.code,
            "moves": [{"division": move.division.code, "starts_on": move.starts_on.isoformat()} for move in later],
            "project": {"category": entrant.project.category} if entrant.project else None,
        }


def _dimensions(contest: Contest) -> list[dict[str, Any]]:
    dimensions: dict[int | None, dict[str, Any]] = {}
    for node in contest.criteria.order_by("order"):
        if node.method:
            dimensions[node.parent_id]["criteria"].append(_leaf(node))
        else:
            dimensions[node.pk] = {"code": node.code, "name": node.name, "weight": plain(node.weight), "criteria": []}
    return list(dimensions.values())


def _leaf(node: Criterion) -> dict[str, Any]:
    assert node.full_marks is not None
    fields = {name: getattr(node, name) for name in LEAF}
    return fields | {"full_marks": plain(node.full_marks), "weight": plain(node.weight)}
