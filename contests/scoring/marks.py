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


class ScoringError(ValueError):
    """Rules and figures that cannot be scored, told to the office in its own words."""


class UnknownScopeError(ScoringError):
    """A bonus, deduction, veto or finding in a dimension that does not count in the period."""

    def __init__(self, scope: str, matter: str) -> None:
        """Name the scope and the matter."""
        super().__init__(f"“{matter}”的范围 {scope} 在本期不计，请改为总分或本期的维度")


class ScoreTooLargeError(ScoringError):
    """A score has more digits than a score may have: a unit was mistaken somewhere."""

    def __init__(self, entrant: Entrant, criterion: Criterion) -> None:
        """Name the entrant and the criterion that the score comes from."""
        super().__init__(f"{entrant.name}的“{criterion.name}”得分过大，请检查任务数的单位")


class Mark(NamedTuple):
    """A criterion's rounded points, its formula, and the word for points that are missing.

    `reported`: something was, be it a word.
    """

    criterion: Criterion
    points: Decimal | None
    formula: str
    word: str
    reported: bool


def marks_of(
    criterion: Criterion, inputs: Inputs, reported: Mapping[str, Sequence[Reported]], peers: Peers, rounding: Rounding
) -> dict[str, Mark]:
    """Return every entrant's points of a criterion: its readings by the method, rolled up, rounded once.

    Raises ScoreTooLargeError where the points have too many digits to be rounded.
    """
    needs = criterion.method.needs
    direct = criterion.method.ledger or not criterion.stages
    scorer = Scorer(criterion, inputs, peers, graded="grade" in needs, parted="parts" in needs, direct=direct)
    found = {}
    for entrant in inputs.entrants:
        own = reported.get(entrant.code, ())
        outcome = scorer.outcome(entrant, own)
        if outcome is None or outcome.points is None:
            found[entrant.code] = _without_points(criterion, own, outcome, rounding)
            continue
        try:
            points = rounding.points(outcome.points, criterion.places)
        except InvalidOperation:
            raise ScoreTooLargeError(entrant, criterion) from None
        found[entrant.code] = Mark(criterion, points, f"{outcome.formula} = {points}", "", True)
    return found


class Scorer(NamedTuple):
    """A criterion with what its method needs, made ready once for all entrants.

    `direct`: a single reading counts as it stands, without stages on its way.
    """

    criterion: Criterion
    inputs: Inputs
    peers: Peers
    graded: bool
    parted: bool
    direct: bool

    def outcome(self, entrant: Entrant, reported: Sequence[Reported]) -> Outcome | None:
        """Return the unrounded outcome of an entrant, None where nothing was reported."""
        if self.direct and len(reported) == 1:
            return self._one(entrant, reported[0])
        parts = [Part(one.period, outcome) for one in reported if (outcome := self._one(entrant, one)) is not None]
        if self.direct and len(parts) == 1:
            return parts[0].outcome
        if not any(part.outcome.points is not None for part in parts):
            return parts[-1].outcome if parts else None
        return roll_up(self.criterion, parts, self.inputs.spans, self.inputs.span, entrant.since)

    def _one(self, entrant: Entrant, reported: Reported) -> Outcome | None:
        """Return the outcome of one period, a word alone being one without points; None where nothing was reported."""
        period, reading, word = reported
        if word:
            return Outcome(None, word)
        if not self.parted and (reading.grade if self.graded else reading.value) is None:
            return None
        criterion = self.criterion
        setting = self.inputs.spans[period].setting
        if criterion.method.relative:
            setting = setting._replace(peers=self.peers[criterion.code, period, entrant.division])
        return criterion.method.score(reading, criterion.marks_in(entrant.division), setting)


def _without_points(
    criterion: Criterion, reported: Sequence[Reported], outcome: Outcome | None, rounding: Rounding
) -> Mark:
    if outcome is not None:
        # An empty ledger is no activity of the entrant's.
        own = not criterion.method.ledger
        return Mark(criterion, None, outcome.formula, reported[-1].word or NOT_APPLICABLE, own)
    if criterion.missing == "zero":
        return Mark(criterion, rounding.points(ZERO, criterion.places), "未填报，计 0 分", "", False)
    return Mark(criterion, None, "", NOT_REPORTED, False)


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
