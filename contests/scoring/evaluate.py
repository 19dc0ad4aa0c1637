"""A whole period: from a document (rules and inputs) to standings and board entries."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from typing import Any, NamedTuple

from contests.scoring.adjust import barred_from_red
from contests.scoring.board import Candidate, Entry, select
from contests.scoring.combined import combined_part
from contests.scoring.decimals import CONTEXT
from contests.scoring.document import COMBINED, FORMAT, TOTAL
from contests.scoring.grades import grades
from contests.scoring.inputs import Adjustment, Entrant, Inputs, parse_inputs
from contests.scoring.marks import UnknownScopeError, marks_of, peers_of, readings_of
from contests.scoring.parts import Part
from contests.scoring.rank import Place
from contests.scoring.ranking import places_of
from contests.scoring.rules import Rules, parse_rules
from contests.scoring.score import score_entrant


class Standing(NamedTuple):
    """An entrant's result in one scope; without a score there is no rank but a reason.

    `previous_rank` is the rank of the period before, None where there was none in the same division. `grade` is that of
    the total, empty where the contest gives none.
    """

    entrant: str
    division: str
    scope: str
    score: Decimal | None
    rank: int | None
    tied: bool
    not_ranked_reason: str
    breakdown: list[dict[str, Any]]
    previous_rank: int | None = None
    grade: str = ""


class Result(NamedTuple):
    """Standings in the order of scope and entrant, and the entries of the lists."""

    standings: list[Standing]
    entries: list[Entry]


class _Pool(NamedTuple):
    """Who is ranked together in a scope: a division, or everybody in the combined list."""

    scope: str
    entrants: Sequence[Entrant]


def evaluate(document: Mapping[str, Any]) -> Result:
    """Return the result of a document.

    Raises ValueError for a document of another format, ScoreTooLargeError for a score that has too many digits.
    """
    if document["format"] != FORMAT:
        raise ValueError(f"文件格式版本应为 {FORMAT}，实为 {document['format']}")
    with localcontext(CONTEXT):
        return _evaluate(parse_rules(document["rules"]), parse_inputs(document))


def _evaluate(rules: Rules, inputs: Inputs) -> Result:
    _check_scopes(rules, inputs)
    cards = _cards(rules, inputs)
    barred = barred_from_red(inputs.adjustments)
    barred_from_all = barred.get(TOTAL, frozenset())
    standings: list[Standing] = []
    entries: list[Entry] = []
    for pool in _pools(rules, inputs.entrants):
        scope, entrants = pool
        places = places_of(rules, scope, [entrant.code for entrant in entrants], cards)
        candidates = _candidates(entrants, scope, cards, places)
        graded = grades(rules, candidates, inputs.adjustments) if scope == TOTAL else {}
        standings += [
            _standing(entrant, scope, cards[entrant.code][scope], places.get(entrant.code), inputs.previous, graded)
            for entrant in entrants
        ]
        barred_here = barred_from_all | barred.get(scope, frozenset())
        entries += select(rules, scope, entrants, candidates, inputs, barred_here)
    return Result(standings, entries)


def _check_scopes(rules: Rules, inputs: Inputs) -> None:
    """Raise UnknownScopeError for an event that no scope of the period would count."""
    scopes = {TOTAL, *(dimension.code for dimension in rules.dimensions)}
    for event in inputs.adjustments:
        if event.scope not in scopes:
            raise UnknownScopeError(event.scope, event.matter)
    for finding in inputs.findings:
        if finding.scope not in scopes | ({COMBINED} if rules.combined else set()):
            raise UnknownScopeError(finding.scope, finding.fact)


def _cards(rules: Rules, inputs: Inputs) -> dict[str, dict[str, Part]]:
    """Return every entrant's part of every scope."""
    adjustments: dict[str, list[Adjustment]] = {}
    for adjustment in inputs.adjustments:
        adjustments.setdefault(adjustment.entrant, []).append(adjustment)
    readings = readings_of(rules, inputs)
    peers = peers_of(rules, inputs, readings)
    marks = {
        criterion.code: marks_of(criterion, inputs, readings[criterion.code], peers, rules.rounding)
        for dimension in rules.dimensions
        for criterion in dimension.criteria
    }
    cards = {
        entrant.code: score_entrant(rules, inputs, marks, adjustments.get(entrant.code, ()), entrant)
        for entrant in inputs.entrants
    }
    if rules.combined:
        for entrant in inputs.entrants:
            card = cards[entrant.code]
            card[COMBINED] = combined_part(rules, entrant, card[TOTAL])
    return cards


def _pools(rules: Rules, entrants: Sequence[Entrant]) -> list[_Pool]:
    divisions: dict[str, list[Entrant]] = {}
    for entrant in entrants:
        divisions.setdefault(entrant.division, []).append(entrant)
    scopes = (*(dimension.code for dimension in rules.dimensions), TOTAL)
    pools = [_Pool(scope, members) for scope in scopes for members in divisions.values()]
    return [*pools, _Pool(COMBINED, entrants)] if rules.combined else pools


def _candidates(
    entrants: Sequence[Entrant], scope: str, cards: Mapping[str, Mapping[str, Part]], places: Mapping[str, Place]
) -> list[Candidate]:
    """Return the ranked entrants from the first place down, those of one place in the office's order."""
    found = []
    for entrant in entrants:
        score = cards[entrant.code][scope].score
        if score is not None:
            found.append(Candidate(entrant.code, score, places[entrant.code]))
    found.sort(key=lambda candidate: candidate.place.rank)
    return found


def _standing(
    entrant: Entrant,
    scope: str,
    part: Part,
    place: Place | None,
    previous: Mapping[tuple[str, str], int],
    graded: Mapping[str, str],
) -> Standing:
    code, division = entrant.code, entrant.division
    before = previous.get((code, scope))
    if place is None:
        return Standing(code, division, scope, None, None, False, part.reason, part.rows, before)
    grade = graded.get(code, "")
    return Standing(code, division, scope, part.score, place.rank, place.tied, "", part.rows, before, grade)
