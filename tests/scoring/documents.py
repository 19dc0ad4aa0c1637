"""Documents for the engine, with everything that a test does not speak of left at its usual value."""

from typing import Any

from contests.scoring.evaluate import Standing, evaluate

MONTH = {"month": "2022-09"}
WEEKS = [f"2022-W{week}" for week in range(36, 46)]


def criterion(code: str, **changes: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": code,
        "full_marks": "20",
        "division_marks": {},
        "weight": "1",
        "cadence": "month",
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
            {"code": code, "name": code, "weight": "1", "part": None, "full_marks": None, "criteria": criteria}
            for code, criteria in dimensions
        ],
        "weight_sum": None,
        "parts": [],
        "boards": [],
        "grades": [],
        "quota": {"rounding": "down", "ties": "out"},
        "combined": False,
        "place_bonus": None,
        "escalation": {},
    } | changes


def span(code: str = "2022-09", cadence: str = "month", **changes: Any) -> dict[str, Any]:
    """Return a period by its code."""
    days = {"start": f"{code}-01", "end": f"{code}-30"}
    return {code: {"cadence": cadence, **days, "within": {}, "setting": [1, 4, 31, 123, code]} | changes}


def readings_by_week(rows: list[list[Any]]) -> dict[str, Any]:
    """Return readings as a document has them: the n-th of a criterion and entrant is that of the n-th week.

    A row is [entrant, criterion, value, target, grade, parts, word], or less of it.
    """
    found: dict[str, Any] = {}
    for entrant, criterion, *figures in rows:
        week = next(code for code in WEEKS if entrant not in found.get(code, {}).get(criterion, {}))
        found.setdefault(week, {}).setdefault(criterion, {})[entrant] = [0, *figures]
    return found


def document(rules: dict[str, Any], readings: list[list[Any]], entrants: list[str], **changes: Any) -> dict[str, Any]:
    """Return a document of one month; a reading is [entrant, criterion, value, target, grade], or less of it."""
    return {
        "format": 2,
        "rules": rules,
        "rules_version": 1,
        "period": "2022-09",
        "periods": span() | {code: span(code, "week", within=MONTH)[code] for code in WEEKS},
        "divisions": [["all", "all"]],
        "entrants": [[code, code, "all"] for code in entrants],
        "since": {},
        "readings": readings_by_week(readings),
        "sources": [["", "填报员", "审核员"]],
        "ledger": {},
        "adjustments": [],
        "findings": [],
        "previous": [],
        "streaks": [],
        "places": [],
    } | changes


def one_dimension(scores: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a document of one criterion of 100 with these scores, None for not reported."""
    readings = [[entrant, "k", str(score)] for entrant, score in scores.items() if score is not None]
    return document(rules(("d", [criterion("k", full_marks="100")]), **changes), readings, list(scores))


def adjustment(entrant: str, points: float | str, **changes: Any) -> dict[str, Any]:
    """Return a bonus or deduction of the total, its matter told apart by its points."""
    kind = "bonus" if float(points) > 0 else "deduction"
    values = {"entrant": entrant, "scope": "total", "kind": kind, "points": str(points), "effect": "", "document": ""}
    return values | {"matter": f"事项{points}"} | changes


def veto(entrant: str, effect: str, scope: str = "total") -> dict[str, Any]:
    return {
        "entrant": entrant,
        "scope": scope,
        "kind": "veto",
        "points": "0",
        "effect": effect,
        "matter": "安全事故",
        "document": "",
    }


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
