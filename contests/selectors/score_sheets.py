"""Why an entrant has its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contests.scoring.document import TOTAL
from contests.selectors.payloads import Payload


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a score sheet: a criterion, dimension or further step with its points, or an adjustment in words."""

    name: str
    full_marks: str
    formula: str
    points: str | None
    adjustment: str


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A dimension or the total: its lines, then score and rank or the reason why there is none."""

    code: str
    name: str
    lines: tuple[SheetLine, ...]
    score: Decimal | None
    rank: int | None
    tied: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The score sheet of one entrant in one issue."""

    name: str
    division: str
    parts: tuple[SheetPart, ...]
    total: SheetPart


def score_sheet(payload: Payload, code: str) -> Sheet | None:
    """Return the score sheet of an entrant, None when it is not in this issue."""
    if code not in payload.entrants:
        return None
    name, division = payload.entrants[code]
    marks = {
        criterion["code"]: (criterion["name"], criterion["division_marks"].get(division, criterion["full_marks"]))
        for dimension in payload.dimensions
        for criterion in dimension["criteria"]
    }
    marks |= {dimension["code"]: (dimension["name"], "") for dimension in payload.dimensions}
    parts = tuple(_part(payload, dimension["code"], dimension["name"], code, marks) for dimension in payload.dimensions)
    pool = payload.divisions[division] if len(payload.divisions) > 1 else ""
    return Sheet(name, pool, parts, _part(payload, TOTAL, "总分", code, marks))


def _part(payload: Payload, scope: str, name: str, code: str, marks: Mapping[str, tuple[str, str]]) -> SheetPart:
    standing = payload.standings[scope, code]
    return SheetPart(
        code=scope,
        name=name,
        lines=tuple(_line(row, marks) for row in standing["breakdown"]),
        score=payload.score(standing["score"]),
        rank=standing["rank"],
        tied=standing["tied"],
        reason=standing["not_ranked_reason"],
    )


def _line(row: Mapping[str, Any], marks: Mapping[str, tuple[str, str]]) -> SheetLine:
    if "adjustment" in row:
        return SheetLine("", "", "", None, row["adjustment"])
    if "step" in row:
        return SheetLine(row["step"], "", row["formula"], row["points"], "")
    name, full_marks = marks[row.get("criterion") or row["dimension"]]
    return SheetLine(name, full_marks, row["formula"], row["points"], "")
