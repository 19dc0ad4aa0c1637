"""Documents for the engine, with everything that a test does not speak of left at its usual value."""

from typing import Any


def criterion(code: str, **changes: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": code,
        "full_marks": "20",
        "division_marks": {},
        "weight": "1",
        "method": "points",
        "params": {},
        "roll_up": "mean",
        "missing": "unranked",
        "unit": "",
    } | changes


def rules(*dimensions: tuple[str, list[dict[str, Any]]], **changes: Any) -> dict[str, Any]:
    return {
        "rounding": {"criterion": 2, "total": 2, "mode": "half_up"},
        "limits": {"bonus": None, "deduction": None, "floor": None, "ceiling": None},
        "score_label": "得分",
        "rank_by": [{"by": "total", "order": "desc"}],
        "dimensions": [
            {"code": code, "name": code, "weight": "1", "criteria": criteria} for code, criteria in dimensions
        ],
        "boards": [],
    } | changes


def document(rules: dict[str, Any], readings: list[list[Any]], entrants: list[str], **changes: Any) -> dict[str, Any]:
    """Return a document; a reading is [entrant, criterion, value] or [entrant, criterion, value, target, grade]."""
    return {
        "format": 1,
        "rules": rules,
        "timing": {"months_gone": 1, "months_all": 4},
        "divisions": [["all", "all"]],
        "entrants": [[code, code, "all"] for code in entrants],
        "readings": [[*row[:2], "2022-09", *row[2:], *[None] * (5 - len(row))] for row in readings],
        "adjustments": [],
        "findings": [],
    } | changes


def one_dimension(scores: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a document of one criterion of 100 with these scores, None for not reported."""
    readings = [[entrant, "k", str(score)] for entrant, score in scores.items() if score is not None]
    return document(rules(("d", [criterion("k", full_marks="100")]), **changes), readings, list(scores))
