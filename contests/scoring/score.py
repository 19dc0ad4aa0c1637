"""From readings to the score of one entrant: criteria, dimensions, adjustments, total."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from contests.scoring.decimals import ZERO, Rounding, plain
from contests.scoring.document import TOTAL, Adjustment, Criterion, Dimension, Entrant, Rules
from contests.scoring.methods.base import Outcome, Reading, Timing

NOT_REPORTED = "未填报"
NOT_APPLICABLE = "不适用"
NO_ACTIVITY = "本期无填报"


class Mark(NamedTuple):
    """A criterion's rounded points, its formula, and the word for points that are missing."""

    criterion: Criterion
    points: Decimal | None
    formula: str
    word: str


class Part(NamedTuple):
    """A scope's score (rounded) or the reason why there is none; `exact` goes on into the total."""

    score: Decimal | None
    exact: Decimal
    reason: str
    marks: tuple[Mark, ...] = ()
    adjusted: tuple[Adjustment, ...] = ()


def score_entrant(
    rules: Rules,
    readings: Mapping[tuple[str, str], Sequence[Reading]],
    adjustments: Sequence[Adjustment],
    entrant: Entrant,
    timing: Timing,
) -> dict[str, Part]:
    """Return an entrant's part of every scope: each dimension's code, then `total`."""
    parts: dict[str, Part] = {}
    division = entrant.division
    active = False
    for dimension in rules.dimensions:
        found = [readings.get((entrant.code, criterion.code), ()) for criterion in dimension.criteria]
        active = active or any(found)
        marks = tuple(
            mark_criterion(criterion, division, own_readings, rules.rounding, timing)
            for criterion, own_readings in zip(dimension.criteria, found, strict=True)
        )
        own = tuple(adjustment for adjustment in adjustments if adjustment.scope == dimension.code)
        parts[dimension.code] = _dimension_part(dimension, division, marks, own, rules)
    if not active:
        nothing = {code: part._replace(score=None, reason=NO_ACTIVITY) for code, part in parts.items()}
        return nothing | {TOTAL: Part(None, ZERO, NO_ACTIVITY)}
    general = tuple(adjustment for adjustment in adjustments if adjustment.scope == TOTAL)
    parts[TOTAL] = _total_part(rules, division, parts, general)
    return parts


def mark_criterion(
    criterion: Criterion, division: str, readings: Sequence[Reading], rounding: Rounding, timing: Timing
) -> Mark:
    """Return the points of a criterion: its readings by the method, rolled up, rounded once."""
    needs_grade = "grade" in criterion.method.needs
    marks = criterion.marks_in(division)
    outcomes = [
        criterion.method.score(reading, marks, timing)
        for reading in readings
        if (reading.grade if needs_grade else reading.value) is not None
    ]
    if not outcomes:
        if criterion.missing == "zero":
            return Mark(criterion, rounding.points(ZERO), "未填报，计 0 分", "")
        return Mark(criterion, None, "", NOT_REPORTED)
    rolled = outcomes[0] if len(outcomes) == 1 else _roll_up(outcomes, criterion.roll_up)
    if rolled.points is None:
        return Mark(criterion, None, rolled.formula, NOT_APPLICABLE)
    points = rounding.points(rolled.points)
    return Mark(criterion, points, f"{rolled.formula} = {points}", "")


def _roll_up(outcomes: Sequence[Outcome], how: str) -> Outcome:
    """Return one outcome for the several periods of a criterion; periods to which it does not apply do not count."""
    counted = [outcome for outcome in outcomes if outcome.points is not None]
    if not counted:
        return outcomes[-1]
    if how == "last":
        return counted[-1]
    total = sum((outcome.points for outcome in counted if outcome.points is not None), ZERO)
    terms = " + ".join(outcome.formula for outcome in counted)
    if how == "sum":
        return Outcome(total, terms)
    return Outcome(total / len(counted), f"({terms}) ÷ {len(counted)}")


def _dimension_part(
    dimension: Dimension, division: str, marks: tuple[Mark, ...], own: tuple[Adjustment, ...], rules: Rules
) -> Part:
    lacking = [mark.criterion for mark in marks if mark.word == NOT_REPORTED and mark.criterion.weight]
    unranked = [criterion.name for criterion in lacking if criterion.missing == "unranked"]
    if unranked:
        return Part(None, ZERO, f"{NOT_REPORTED}：{'、'.join(unranked)}", marks, own)
    counted = [(mark.points, mark.criterion) for mark in marks if mark.points is not None]
    if not counted:
        return Part(None, ZERO, NOT_APPLICABLE, marks, own)
    exact = sum((points * criterion.weight for points, criterion in counted), ZERO)
    if len(counted) < len(marks):
        exact = _rescaled(
            exact,
            full_marks((criterion for _, criterion in counted), division),
            full_marks(dimension.criteria, division),
        )
    exact += adjusted_points(own, rules)
    return Part(rules.rounding.score(exact), exact, "", marks, own)


def _rescaled(exact: Decimal, counted: Decimal, whole: Decimal) -> Decimal:
    """Return the sum as if what counted carried the full marks of the whole (what is missing is not zero)."""
    return exact * whole / counted if counted else exact


def full_marks(criteria: Iterable[Criterion], division: str) -> Decimal:
    """Return the weighted full marks of some criteria in a division."""
    return sum((criterion.weight * criterion.marks_in(division) for criterion in criteria), ZERO)


def adjusted_points(adjustments: Sequence[Adjustment], rules: Rules) -> Decimal:
    """Return the sum of bonuses and deductions, each kind held within its cap."""
    if not adjustments:
        return ZERO
    sums = {"bonus": ZERO, "deduction": ZERO}
    for adjustment in adjustments:
        if adjustment.kind in sums:
            sums[adjustment.kind] += adjustment.points
    bonus, deduction = rules.caps["bonus"], rules.caps["deduction"]
    gained = sums["bonus"] if bonus is None else min(sums["bonus"], bonus)
    lost = sums["deduction"] if deduction is None else max(sums["deduction"], -deduction)
    return gained + lost


def _total_part(rules: Rules, division: str, parts: Mapping[str, Part], general: tuple[Adjustment, ...]) -> Part:
    missing = [part.reason for part in parts.values() if part.score is None and part.reason != NOT_APPLICABLE]
    if missing:
        return Part(None, ZERO, "；".join(missing), (), general)
    counted = [dimension for dimension in rules.dimensions if parts[dimension.code].score is not None]
    if not counted:
        return Part(None, ZERO, NOT_APPLICABLE, (), general)
    exact = sum((parts[dimension.code].exact * dimension.weight for dimension in counted), ZERO)
    if len(counted) < len(rules.dimensions):
        exact = _rescaled(exact, _whole(counted, division), _whole(rules.dimensions, division))
    exact += adjusted_points(general, rules)
    if any(adjustment.effect == "zero" for adjustment in general):
        exact = ZERO
    if rules.floor is not None:
        exact = max(exact, rules.floor)
    if rules.ceiling is not None:
        exact = min(exact, rules.ceiling)
    return Part(rules.rounding.score(exact), exact, "", (), general)


def _whole(dimensions: Iterable[Dimension], division: str) -> Decimal:
    return sum((dimension.weight * full_marks(dimension.criteria, division) for dimension in dimensions), ZERO)


def adjustment_line(adjustment: Adjustment) -> str:
    """Return how an adjustment reads on a score sheet."""
    if adjustment.kind == "veto":
        return f"一票否决：{adjustment.matter}"
    sign = "+" if adjustment.points > 0 else ""
    return f"{sign}{plain(adjustment.points)} {adjustment.matter}"
