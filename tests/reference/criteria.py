"""From what was reported of a criterion to its points, or to the reason why it has none."""

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, NamedTuple

from tests.reference.figures import figure, rounded
from tests.reference.methods import METHODS, Around, Reading, closed_of_all
from tests.reference.roll_up import rolled_up

Document = Mapping[str, Any]
Criterion = Mapping[str, Any]


class Lacking(Enum):
    """Why there are no points: nothing was reported, or what was reported says that the criterion does not apply."""

    NOT_REPORTED = 1
    NOT_APPLICABLE = 2


class Entrant(NamedTuple):
    code: str
    name: str
    division: str


def entrants_of(document: Document) -> list[Entrant]:
    return [Entrant(*row) for row in document["entrants"]]


def full_marks(criterion: Criterion, division: str) -> Fraction:
    return figure(criterion["division_marks"].get(division, criterion["full_marks"]))


def points_of(document: Document, criterion: Criterion, entrant: Entrant) -> Fraction | Lacking:
    """Return the rounded points of a criterion."""
    outcomes = {
        period: _scored(document, criterion, entrant, period, reading)
        for period, reading in readings(document, criterion, entrant).items()
    }
    numbers = {period: outcome for period, outcome in outcomes.items() if outcome is not None}
    if not outcomes:
        return Fraction(0) if criterion["missing"] == "zero" else Lacking.NOT_REPORTED
    if not numbers:
        return Lacking.NOT_APPLICABLE
    own = document["period"]
    found = numbers[own] if own in numbers else rolled_up(document, criterion, entrant.code, outcomes)
    rounding = document["rules"]["rounding"]
    return rounded(found, rounding["criterion"], rounding["mode"])


def readings(document: Document, criterion: Criterion, entrant: Entrant) -> dict[str, Reading]:
    """Return what was reported of an entrant by period; of problems, what the ledger says."""
    if criterion["method"] == "closure":
        period = document["period"]
        span = document["periods"][period]
        problems = document["ledger"].get(entrant.code, [])
        return {period: closed_of_all(criterion["params"], problems, span["start"], span["end"])}
    found = {}
    for period, criteria in document["readings"].items():
        row = criteria.get(criterion["code"], {}).get(entrant.code)
        if row is not None:
            _, value, target, grade, parts, word = [*row, None, None, None, None][:6]
            named = [(name, figure(text)) for name, text in parts or ()]
            found[period] = Reading(figure(value), figure(target), grade, named, word or "")
    return found


def is_active(document: Document, criterion: Criterion, entrant: Entrant) -> bool:
    """Whether something was reported; a ledger without a problem that counts reports nothing."""
    reported = readings(document, criterion, entrant).values()
    return any(reading.target for reading in reported) if criterion["method"] == "closure" else bool(reported)


def _scored(
    document: Document, criterion: Criterion, entrant: Entrant, period: str, reading: Reading
) -> Fraction | None:
    if reading.word:
        return None
    values = []
    for other in entrants_of(document):
        theirs = readings(document, criterion, other).get(period)
        if theirs is not None and not theirs.word and other.division == entrant.division:
            values.append(theirs.value)
    around = Around(document["periods"][period]["setting"], values)
    method = METHODS[criterion["method"]]
    return method(criterion["params"], full_marks(criterion, entrant.division), reading, around)
