"""The document that the engine takes, made from the rows of a period."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from contests.enums import Cadence
from contests.models import Contest, Criterion, Period
from contests.scoring.decimals import plain
from contests.scoring.document import FORMAT
from contests.selectors.compute.rows import Placed, Ranks, Readings, grouped

FINENESS = {cadence: place for place, cadence in enumerate(Cadence)}

Events = list[dict[str, Any]]


def in_force(rows: Sequence[Placed], period: Period) -> list[Placed]:
    """Return each entrant's placement in a period."""
    day = period.placement_day
    return list({row.entrant: row for row in rows if row.starts_on <= day}.values())


def build_document(
    period: Period,
    nodes: Sequence[Criterion],
    placed: Sequence[Placed],
    readings: Readings,
    adjustments: Events,
    findings: Events,
    previous: Ranks,
) -> dict[str, Any]:
    """Return rules and inputs of a period as plain JSON values; figures are text."""
    contest = period.contest
    nodes = [node for node in nodes if _applies(node, period)]
    divisions = sorted({row.division: row for row in placed}.values(), key=lambda row: row.division_order)
    return {
        "format": FORMAT,
        "rules": _rules(contest, nodes),
        "timing": {
            "months_gone": _months(contest.starts_on, period.ends_on),
            "months_all": _months(contest.starts_on, contest.ends_on),
        },
        "divisions": [[row.division_code, row.division_name] for row in divisions],
        "entrants": [[row.code, row.name, row.division_code] for row in placed],
        "readings": _readings(readings, placed, nodes, period),
        "adjustments": [event | {"points": plain(event["points"])} for event in adjustments],
        "findings": findings,
        # A rank has no meaning outside its division: who came from another one has none to be compared with.
        "previous": [
            [row.code, scope, rank]
            for row in placed
            for scope, division, rank in previous.get(row.entrant, ())
            if division == row.division
        ],
    }


def _applies(node: Criterion, period: Period) -> bool:
    """A criterion counts in the periods it is entered for and in the longer ones that hold them."""
    return not node.method or FINENESS[Cadence(node.cadence)] <= FINENESS[Cadence(period.cadence)]


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _rules(contest: Contest, nodes: Sequence[Criterion]) -> dict[str, Any]:
    leaves = grouped((node.parent_id, _leaf(node)) for node in nodes if node.method)
    limits = {
        "bonus": contest.bonus_cap,
        "deduction": contest.deduction_cap,
        "floor": contest.floor,
        "ceiling": contest.ceiling,
    }
    return {
        "rounding": {"criterion": contest.criterion_places, "total": contest.total_places, "mode": contest.rounding},
        "limits": {name: None if value is None else plain(value) for name, value in limits.items()},
        "score_label": contest.score_label,
        "rank_by": contest.rank_by,
        "dimensions": [
            {"code": node.code, "name": node.name, "weight": plain(node.weight), "criteria": leaves[node.pk]}
            for node in nodes
            if node.pk in leaves
        ],
        "boards": contest.boards,
    }


def _leaf(node: Criterion) -> dict[str, Any]:
    assert node.full_marks is not None
    return {
        "code": node.code,
        "name": node.name,
        "full_marks": plain(node.full_marks),
        "division_marks": node.division_marks,
        "weight": plain(node.weight),
        "method": node.method,
        "params": node.params,
        "roll_up": node.roll_up,
        "missing": node.missing,
        "unit": node.unit,
    }


def _readings(
    readings: Readings, placed: Sequence[Placed], nodes: Sequence[Criterion], period: Period
) -> list[list[str | None]]:
    """Return [entrant, criterion, period, value, target, grade] of the ratings that lie in the period."""
    entrants = {row.entrant: row.code for row in placed}
    found: list[list[str | None]] = []
    for part, rows in readings:
        if not period.starts_on <= part.ends_on <= period.ends_on:
            continue
        criteria = {node.pk: node.code for node in nodes if node.cadence == part.cadence}
        code = part.code
        found += [
            [entrants[entrant], criteria[criterion], code, _stored(value), _stored(target), grade]
            for entrant, criterion, value, target, grade in rows
            if entrant in entrants and criterion in criteria
        ]
    return found


def _stored(value: Decimal | None) -> str | None:
    """Return the plain text of a stored figure, which always comes with its four places: 18.5000 → 18.5."""
    if value is None:
        return None
    text = str(value)
    return text[:-5] if text.endswith(".0000") else text.rstrip("0")
