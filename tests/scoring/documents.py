"""Documents for the engine, with everything that a test does not speak of left at its usual value."""

from typing import Any

from contests.scoring.evaluate import Standing, evaluate


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


def adjustment(entrant: str, points: float | str, **changes: Any) -> dict[str, Any]:
    """Return a bonus or deduction of the total, its matter told apart by its points."""
    kind = "bonus" if float(points) > 0 else "deduction"
    values = {"entrant": entrant, "scope": "total", "kind": kind, "points": str(points), "effect": ""}
    return values | {"matter": f"事项{points}"} | changes


def veto(entrant: str, effect: str, scope: str = "total") -> dict[str, Any]:
    return {"entrant": entrant, "scope": scope, "kind": "veto", "points": "0", "effect": effect, "matter": "安全事故"}


def limits(**changes: Any) -> dict[str, Any]:
    return {"bonus": None, "deduction": None, "floor": None, "ceiling": None} | changes


def of(document: dict[str, Any], entrant: str = "x", scope: str = "total") -> Standing:
    """Return the one standing of an entrant in a scope."""
    (found,) = (row for row in evaluate(document).standings if (row.entrant, row.scope) == (entrant, scope))
    return found


def steps(standing: Standing) -> list[tuple[str, str | None, str]]:
    """Return the further steps of a score sheet: name, points, formula."""
    return [(row["step"], row["points"], row["formula"]) for row in standing.breakdown if "step" in row]


def lines(standing: Standing) -> list[str]:
    """Return the lines of bonus, deduction and veto on a score sheet."""
    return [row["adjustment"] for row in standing.breakdown if "adjustment" in row]
