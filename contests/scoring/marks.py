"""From what was reported of a criterion to its rounded points."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from contests.scoring.decimals import ZERO, Rounding
from contests.scoring.inputs import Entrant, Inputs, Reported
from contests.scoring.methods.base import Outcome
from contests.scoring.methods.closure import Closure, count
from contests.scoring.roll_up import Part, roll_up
from contests.scoring.rules import Criterion, Rules

NOT_REPORTED = "未填报"
NOT_APPLICABLE = "不适用"

# The values of all entrants of a division by (criterion, period, division).
Peers = Mapping[tuple[str, str, str], tuple[Decimal, ...]]


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
    criterion: Criterion,
    entrant: Entrant,
    reported: Sequence[Reported],
    rounding: Rounding,
    inputs: Inputs,
    peers: Peers,
) -> Mark:
    """Return the points of a criterion: its readings by the method, rolled up, rounded once.

    Raises ScoreTooLargeError where the points have too many digits to be rounded.
    """
    parts = _parts(criterion, entrant, reported, inputs, peers)
    if not any(part.outcome.points is not None for part in parts):
        return _without_points(criterion, reported, parts, rounding)
    if len(parts) == 1 and not criterion.stages:
        rolled = parts[0].outcome
    else:
        rolled = roll_up(criterion, parts, inputs.spans, inputs.span, entrant.since)
    assert rolled.points is not None
    try:
        points = rounding.points(rolled.points)
    except InvalidOperation:
        raise ScoreTooLargeError(entrant, criterion) from None
    return Mark(criterion, points, f"{rolled.formula} = {points}", "")


def _parts(
    criterion: Criterion, entrant: Entrant, reported: Sequence[Reported], inputs: Inputs, peers: Peers
) -> list[Part]:
    """Return the outcome of each period that something was reported of, a word alone being one without points."""
    method, marks = criterion.method, criterion.marks_in(entrant.division)
    needs = method.needs
    graded, parted = "grade" in needs, "parts" in needs
    parts = []
    for period, reading, word in reported:
        if word:
            parts.append(Part(period, Outcome(None, word)))
            continue
        if not parted and (reading.grade if graded else reading.value) is None:
            continue
        setting = inputs.spans[period].setting
        if method.relative:
            setting = setting._replace(peers=peers[criterion.code, period, entrant.division])
        parts.append(Part(period, method.score(reading, marks, setting)))
    return parts


def _without_points(
    criterion: Criterion, reported: Sequence[Reported], parts: Sequence[Part], rounding: Rounding
) -> Mark:
    if parts:
        word = reported[-1].word or NOT_APPLICABLE
        return Mark(criterion, None, parts[-1].outcome.formula, word)
    if criterion.missing == "zero":
        return Mark(criterion, rounding.points(ZERO), "未填报，计 0 分", "")
    return Mark(criterion, None, "", NOT_REPORTED)


def readings_of(rules: Rules, inputs: Inputs) -> dict[str, Mapping[str, Sequence[Reported]]]:
    """Return what was reported by criterion and entrant; of a criterion kept by the ledger, what the ledger says."""
    found: dict[str, Mapping[str, Sequence[Reported]]] = {}
    for criterion in _criteria(rules):
        if isinstance(criterion.method, Closure):
            span = inputs.span
            found[criterion.code] = {
                entrant.code: [
                    Reported(
                        span.code,
                        count(inputs.ledger.get(entrant.code, ()), span.start, span.end, criterion.method),
                        "",
                    )
                ]
                for entrant in inputs.entrants
            }
        else:
            found[criterion.code] = inputs.readings.get(criterion.code, {})
    return found


def peers_of(
    rules: Rules, inputs: Inputs, readings: Mapping[str, Mapping[str, Sequence[Reported]]]
) -> dict[tuple[str, str, str], tuple[Decimal, ...]]:
    """Return the values that relative methods compare, by criterion, period and division."""
    found: dict[tuple[str, str, str], tuple[Decimal, ...]] = {}
    relative = [criterion for criterion in _criteria(rules) if criterion.method.relative]
    for criterion in relative:
        own = readings[criterion.code]
        for entrant in inputs.entrants:
            for reported in own.get(entrant.code, ()):
                value = reported.reading.value
                if value is not None and not reported.word:
                    key = (criterion.code, reported.period, entrant.division)
                    found[key] = (*found.get(key, ()), value)
    return found


def _criteria(rules: Rules) -> list[Criterion]:
    return [criterion for dimension in rules.dimensions for criterion in dimension.criteria]
