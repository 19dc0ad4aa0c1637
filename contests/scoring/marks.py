"""From the readings of a criterion to its rounded points."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from contests.scoring.decimals import ZERO, Rounding
from contests.scoring.document import Criterion, Entrant
from contests.scoring.methods.base import Outcome, Reading, Setting

NOT_REPORTED = "未填报"
NOT_APPLICABLE = "不适用"


class ScoreTooLargeError(ValueError):
    """A score has more digits than a score may have: a unit was mistaken somewhere."""

    def __init__(self, entrant: Entrant, criterion: Criterion) -> None:
        """Name the entrant and the criterion that the score comes from."""
        super().__init__(f"{entrant.name}的“{criterion.name}”得分过大，请检查任务数的单位")


class Mark(NamedTuple):
    """A criterion's rounded points, its formula, and the word for points that are missing."""

    criterion: Criterion
    points: Decimal | None
    formula: str
    word: str


def mark_criterion(
    criterion: Criterion, entrant: Entrant, readings: Sequence[Reading], rounding: Rounding, setting: Setting
) -> Mark:
    """Return the points of a criterion: its readings by the method, rolled up, rounded once.

    Raises ScoreTooLargeError where the points have too many digits to be rounded.
    """
    needs_grade = "grade" in criterion.method.needs
    marks = criterion.marks_in(entrant.division)
    outcomes = [
        criterion.method.score(reading, marks, setting)
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
    try:
        points = rounding.points(rolled.points)
    except InvalidOperation:
        raise ScoreTooLargeError(entrant, criterion) from None
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
