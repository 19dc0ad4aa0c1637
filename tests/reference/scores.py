"""From the points of the criteria to an entrant's scores: each dimension, the total, the combined list."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from tests.reference.criteria import Criterion, Document, Entrant, Lacking, full_marks, is_active, points_of
from tests.reference.events import TOTAL, counted_points, vetoes
from tests.reference.figures import figure, held, rounded

COMBINED = "combined"

Dimension = Mapping[str, Any]


class Outcome(NamedTuple):
    """What a dimension came to: what was earned in its criteria (rescaled), what events add, whether it is scored.

    Where it is not: `bars` says that something was owed and not reported, which keeps the entrant out.
    """

    scored: bool
    bars: bool
    earned: Fraction
    added: Fraction


class Card(NamedTuple):
    """An entrant's published scores by scope (None: not ranked), and the points of its criteria, for ties."""

    scores: dict[str, Fraction | None]
    points: dict[str, Fraction | None]


def card_of(document: Document, entrant: Entrant) -> Card:
    rules = document["rules"]
    marks = {
        criterion["code"]: points_of(document, criterion, entrant)
        for dimension in rules["dimensions"]
        for criterion in dimension["criteria"]
    }
    events = counted_points(document, entrant.code)
    outcomes = {
        dimension["code"]: _dimension(document, dimension, entrant, marks, events) for dimension in rules["dimensions"]
    }
    scores: dict[str, Fraction | None] = {}
    for code, outcome in outcomes.items():
        scores[code] = _published(document, outcome.earned + outcome.added) if outcome.scored else None
    total = _total(document, entrant, outcomes, events[TOTAL])
    scores[TOTAL] = None if total is None else _published(document, total)
    if rules["combined"]:
        whole = sum(_weighted_marks(document, dimension, entrant) for dimension in rules["dimensions"])
        score = scores[TOTAL]
        scores[COMBINED] = _published(document, score * 100 / whole if whole else score) if score is not None else None
    return Card(scores, {code: None if isinstance(mark, Lacking) else mark for code, mark in marks.items()})


def active_in(document: Document, dimension: Dimension, entrant: Entrant) -> bool:
    """Whether anything that counts in a dimension was reported."""
    return any(is_active(document, criterion, entrant) for criterion in _deciding_criteria(dimension))


def is_idle(document: Document, entrant: Entrant) -> bool:
    """Whether nothing that counts was reported at all: such an entrant is listed without a rank."""
    return not any(active_in(document, dimension, entrant) for dimension in _deciding(document))


def _dimension(
    document: Document,
    dimension: Dimension,
    entrant: Entrant,
    marks: Mapping[str, Fraction | Lacking],
    events: Mapping[str, Fraction],
) -> Outcome:
    criteria, code = dimension["criteria"], dimension["code"]
    nothing = Outcome(False, False, Fraction(0), events[code])
    if is_idle(document, entrant) and not active_in(document, dimension, entrant):
        return nothing
    zeroed = Outcome(True, False, Fraction(0), Fraction(0)) if "zero" in vetoes(document, entrant.code, code) else None
    owed = [
        criterion
        for criterion in _deciding_criteria(dimension)
        if marks[criterion["code"]] is Lacking.NOT_REPORTED and criterion["missing"] == "unranked"
    ]
    if owed:
        return nothing._replace(bars=True)
    if all(isinstance(marks[criterion["code"]], Lacking) for criterion in _deciding_criteria(dimension)):
        return zeroed or nothing
    there = [criterion for criterion in criteria if not isinstance(marks[criterion["code"]], Lacking)]
    earned = sum(figure(criterion["weight"]) * marks[criterion["code"]] for criterion in there)
    earned = _rescaled(earned, _marks(there, entrant), _marks(criteria, entrant))
    return zeroed or Outcome(True, False, earned, events[code])


def _total(document: Document, entrant: Entrant, outcomes: Mapping[str, Outcome], general: Fraction) -> Fraction | None:
    rules = document["rules"]
    deciding = [outcomes[dimension["code"]] for dimension in _deciding(document)]
    if is_idle(document, entrant) or any(outcome.bars for outcome in deciding):
        return None
    if not any(outcome.scored for outcome in deciding):
        return None
    earned = added = counted = whole = Fraction(0)
    for dimension in rules["dimensions"]:
        outcome, weight = outcomes[dimension["code"]], _weight(document, dimension)
        marks = _weighted_marks(document, dimension, entrant)
        whole += marks
        counted += marks if outcome.scored else 0
        earned += weight * outcome.earned
        added += weight * outcome.added
    found = _rescaled(earned, counted, whole) + added + general + _place_bonus(document, entrant)
    found = held(found, figure(rules["limits"]["floor"]), figure(rules["limits"]["ceiling"]))
    return Fraction(0) if "zero" in vetoes(document, entrant.code, TOTAL) else found


def _place_bonus(document: Document, entrant: Entrant) -> Fraction:
    bonus = document["rules"]["place_bonus"]
    if bonus is None:
        return Fraction(0)
    ranks = [str(rank) for code, _, rank in document["places"] if code == entrant.code]
    won = sum((figure(bonus["points"].get(rank, "0")) for rank in ranks), Fraction(0))
    return held(won, None, figure(bonus["limit"]))


def _rescaled(earned: Fraction, counted: Fraction, whole: Fraction) -> Fraction:
    """Return what would have been earned had everything counted: what is missing is not zero."""
    return earned * whole / counted if counted else earned


def _published(document: Document, value: Fraction) -> Fraction:
    rounding = document["rules"]["rounding"]
    return rounded(value, rounding["total"], rounding["mode"])


def _marks(criteria: list[Criterion], entrant: Entrant) -> Fraction:
    return sum(
        (figure(criterion["weight"]) * full_marks(criterion, entrant.division) for criterion in criteria), Fraction(0)
    )


def _weighted_marks(document: Document, dimension: Dimension, entrant: Entrant) -> Fraction:
    return _weight(document, dimension) * _marks(dimension["criteria"], entrant)


def _weight(document: Document, dimension: Dimension) -> Fraction:
    """Return what a dimension weighs in the total: its weight, times the share of process or outcome."""
    shares = {part["code"]: figure(part["share"]) for part in document["rules"]["parts"]}
    return figure(dimension["weight"]) * shares.get(dimension["part"], 1)


def _deciding_criteria(dimension: Dimension) -> list[Criterion]:
    """Return the criteria that count; where all are only shown, all of them."""
    criteria = dimension["criteria"]
    return [criterion for criterion in criteria if figure(criterion["weight"])] or criteria


def _deciding(document: Document) -> list[Dimension]:
    """Return the dimensions that count in the total; where none does, all of them."""
    dimensions = document["rules"]["dimensions"]
    return [
        dimension
        for dimension in dimensions
        if _weight(document, dimension) and any(figure(criterion["weight"]) for criterion in dimension["criteria"])
    ] or dimensions
