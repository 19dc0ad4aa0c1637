"""Weeks make months, months quarters, quarters a year: the points of a longer period asked from the top down."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.reference.figures import figure, mean

CADENCES = ["week", "month", "quarter", "year"]
NOTHING = "nothing was reported"

# By period: points, or None where the criterion does not apply.
Outcomes = Mapping[str, Fraction | None]


def rolled_up(document: Mapping[str, Any], criterion: Mapping[str, Any], entrant: str, outcomes: Outcomes) -> Fraction:
    how = criterion["roll_up"]
    if isinstance(how, str):
        in_order = sorted(outcomes, key=lambda period: document["periods"][period]["end"])
        numbers = [outcomes[period] for period in in_order if outcomes[period] is not None]
        return _merged(how, dict(enumerate(numbers)), ())
    roll = _Roll(document["periods"], how, document["since"].get(entrant, ""), outcomes)
    ranked = document["periods"][document["period"]]["cadence"]
    least, most = CADENCES.index(criterion["cadence"]), CADENCES.index(ranked)
    levels = [criterion["cadence"], *(to for to in CADENCES[least + 1 : most + 1] if to in how)]
    tops = [roll.points(period, levels) for period in roll.of(levels[-1])]
    return mean(points for points in tops if isinstance(points, Fraction))


class _Roll:
    def __init__(self, periods: Mapping[str, Any], stages: Mapping[str, Any], since: str, outcomes: Outcomes) -> None:
        self.periods, self.stages, self.since, self.outcomes = periods, stages, since, outcomes

    def of(self, cadence: str) -> list[str]:
        """Return the periods of a cadence, the earliest first."""
        found = [period for period, span in self.periods.items() if span["cadence"] == cadence]
        return sorted(found, key=lambda period: self.periods[period]["end"])

    def points(self, period: str, levels: list[str]) -> Fraction | str | None:
        """Return the points of a period of the last of the levels, from those of the periods inside it."""
        *shorter, cadence = levels
        if not shorter:
            return self.outcomes.get(period, NOTHING)
        stage = self.stages[cadence]
        inside = [part for part in self.of(shorter[-1]) if self.periods[part]["within"].get(cadence) == period]
        found = {}
        for order, part in enumerate(inside):
            at = _place(part, cadence) if stage["weights"] else order
            points = self.points(part, shorter)
            if (
                points == NOTHING
                and stage["missing"] == "zero"
                and _last_monday(self.periods[part]["end"]) >= self.since
            ):
                points = Fraction(0)
            if points != NOTHING:
                found[at] = points
        numbers = {at: points for at, points in found.items() if points is not None}
        if not numbers:
            return None if found else NOTHING
        return _merged(stage["by"], numbers, [figure(weight) for weight in stage["weights"]])


def _place(period: str, longer: str) -> int:
    """Return which month of its quarter, or month or quarter of its year, a period is, from 0."""
    number = int(period[6:]) if "Q" in period else int(period[5:])
    return (number - 1) % 3 if longer == "quarter" else number - 1


def _last_monday(day: str) -> str:
    return str(date.fromisoformat(day) - timedelta(days=6))


def _merged(how: str, numbers: Mapping[int, Fraction], weights: list[Fraction] | tuple[()]) -> Fraction:
    """Return one figure for those at these places of a longer period."""
    if how == "last":
        return numbers[max(numbers)]
    if how == "sum":
        return sum(numbers.values(), Fraction(0))
    if how == "weighted":
        return sum(points * weights[at] for at, points in numbers.items()) / sum(weights[at] for at in numbers)
    return mean(numbers.values())
