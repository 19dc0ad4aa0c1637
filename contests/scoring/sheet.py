"""The rows of a score sheet: criteria, dimensions, and every further step on the way to a score."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any

from contests.scoring.decimals import CONTEXT, ONE, Rounding, plain, settle
from contests.scoring.marks import Mark
from contests.scoring.rules import Dimension

Row = dict[str, Any]

# A quotient without end is shown so far; it is carried on in full.
SHOWN = ONE.scaleb(-8)

# Above this a value is on its way to a ceiling or a refusal, and has no room for its places.
VAST = ONE.scaleb(25)


def exact_text(value: Decimal, rounding: Rounding) -> str:
    """Return an unrounded value with at least the published places; a quotient without end is cut with an ellipsis."""
    if abs(value) > VAST:
        return f"{value:.4E}"
    settled = settle(value)
    score = rounding.score(settled)
    if score == settled:
        return str(score)
    shown = settled.quantize(SHOWN, rounding=ROUND_DOWN, context=CONTEXT)
    return plain(shown) if shown == settled else f"{shown}…"


def step(name: str, points: str | None, formula: str) -> Row:
    """Return a step that is neither a criterion nor a dimension."""
    return {"step": name, "points": points, "formula": formula}


def adjustment_rows(lines: Sequence[str]) -> list[Row]:
    """Return the rows of bonus, deduction and veto events."""
    return [{"adjustment": line} for line in lines]


def criterion_rows(marks: Sequence[Mark]) -> list[Row]:
    """Return the rows of a dimension's criteria."""
    return [
        {
            "criterion": mark.criterion.code,
            "points": None if mark.points is None else str(mark.points),
            "formula": mark.formula or mark.word,
        }
        for mark in marks
    ]


def weighted_row(marks: Sequence[Mark], earned: Decimal, rounding: Rounding) -> Row:
    """Return the step of a dimension whose criteria do not all weigh 1."""
    terms = [
        str(mark.points) if mark.criterion.weight == 1 else f"{mark.points} × {plain(mark.criterion.weight)}"
        for mark in marks
        if mark.points is not None and mark.criterion.weight
    ]
    shown_only = "" if all(mark.criterion.weight for mark in marks) else "权重为 0 的指标不计入"
    formula = " + ".join(terms) + (f"（{shown_only}）" if terms and shown_only else shown_only)
    return step("加权合计", exact_text(earned, rounding), formula)


def dimension_row(
    dimension: Dimension, value: Decimal | None, score: Decimal | None, reason: str, places: Rounding
) -> Row:
    """Return how a dimension enters the total: its exact value by its weight, or why it does not."""
    if value is None or score is None:
        return {"dimension": dimension.code, "points": None, "formula": reason}
    text = str(score) if score == value else exact_text(value, places)
    points = text if dimension.weight == 1 else exact_text(value * dimension.weight, places)
    return {"dimension": dimension.code, "points": points, "formula": f"{text} × {dimension.weighed}"}
