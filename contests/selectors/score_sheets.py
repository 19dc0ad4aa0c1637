"""Why an entrant has its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contests.scoring.document import COMBINED, TOTAL
from contests.scoring.methods import METHODS
from contests.selectors.payloads import Payload

MODES = {"half_up": "四舍五入", "half_even": "四舍六入五成双"}


@dataclass(frozen=True, slots=True)
class SheetReading:
    """One reported figure as it was entered, and by which roles; the public is told no names."""

    period: str
    figure: str
    source: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a score sheet: a criterion, dimension or further step with its points, or an adjustment in words.

    A criterion has its rule, its weight where that is not 1, and the figures that it was made from.
    """

    name: str
    full_marks: str
    formula: str
    points: str | None
    adjustment: str
    rule: str = ""
    weight: str = ""
    readings: tuple[SheetReading, ...] = ()
    step: bool = False


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
    grade: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The score sheet of one entrant in one issue; `combined` is its place among all divisions."""

    name: str
    division: str
    rounding: str
    parts: tuple[SheetPart, ...]
    total: SheetPart
    combined: SheetPart | None


def score_sheet(payload: Payload, code: str) -> Sheet | None:
    """Return the score sheet of an entrant, None when it is not in this issue."""
    if code not in payload.entrants:
        return None
    name, division = payload.entrants[code]
    rounding = payload.rules["rounding"]
    return Sheet(
        name=name,
        division=payload.pool(TOTAL, division),
        rounding=f"指标得分保留 {rounding['criterion']} 位小数，{payload.contest['score_label']}保留"
        f" {rounding['total']} 位，{MODES[rounding['mode']]}",
        parts=tuple(_part(payload, dimension["code"], dimension["name"], code) for dimension in payload.dimensions),
        total=_part(payload, TOTAL, "总分", code),
        combined=_part(payload, COMBINED, "综合榜", code) if payload.rules.get("combined") else None,
    )


def _part(payload: Payload, scope: str, name: str, code: str) -> SheetPart:
    standing = payload.standings[scope, code]
    return SheetPart(
        code=scope,
        name=name,
        lines=tuple(_line(payload, row, code) for row in standing["breakdown"]),
        score=payload.score(standing["score"]),
        rank=standing["rank"],
        tied=standing["tied"],
        reason=standing["not_ranked_reason"],
        grade=standing.get("grade", ""),
    )


def _line(payload: Payload, row: Mapping[str, Any], code: str) -> SheetLine:
    if "adjustment" in row:
        return SheetLine("", "", "", None, row["adjustment"])
    if "step" in row:
        return SheetLine(row["step"], "", row["formula"], row["points"], "", step=True)
    if "dimension" in row:
        return SheetLine(payload.dimension(row["dimension"])["name"], "", row["formula"], row["points"], "")
    criterion = payload.criteria[row["criterion"]]
    full_marks = criterion["division_marks"].get(payload.entrants[code][1], criterion["full_marks"])
    return SheetLine(
        name=criterion["name"],
        full_marks=full_marks,
        formula=row["formula"],
        points=row["points"],
        adjustment="",
        rule=METHODS[criterion["method"]].parse(criterion["params"]).rule(Decimal(full_marks)),
        weight="" if criterion["weight"] == "1" else criterion["weight"],
        readings=tuple(
            SheetReading(period, _figure(reading, criterion["unit"]), _source(source))
            for period, reading, source in payload.reported(criterion["code"], code)
        ),
    )


def _figure(reading: list[Any], unit: str) -> str:
    """Return a reading in words, as it was entered."""
    value, target, grade, parts, word = (reading[at] if at < len(reading) else None for at in range(1, 6))
    if word or grade:
        return str(word or grade)
    if parts:
        return "，".join(f"{name} {figure}".strip() for name, figure in parts)
    if value is None:
        return "无"
    return f"{value} {unit}".strip() + (f"，任务 {target} {unit}".rstrip() if target is not None else "")


def _source(source: list[str]) -> str:
    """Return where a reading came from, and by which roles."""
    where, entered, approved = source
    return f"来源：{where}；{entered}填报，{approved}审核" if where else f"{entered}填报，{approved}审核"
