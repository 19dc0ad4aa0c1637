"""A whole period: from a document (rules and inputs) to standings and board entries."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from typing import Any, NamedTuple

from contests.scoring.adjust import barred_from_red
from contests.scoring.board import Candidate, Entry, select
from contests.scoring.decimals import CONTEXT
from contests.scoring.document import FORMAT, TOTAL, Adjustment, Entrant, Inputs, Rules, parse_inputs, parse_rules
from contests.scoring.parts import Part
from contests.scoring.rank import Place, rank
from contests.scoring.score import score_entrant


class Standing(NamedTuple):
    """An entrant's result in one scope; without a score there is no rank but a reason.

    `previous_rank` is the rank of the period before, None where there was none in the same division.
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


class Result(NamedTuple):
    """Standings in the order of scope and entrant, and the entries of the lists."""

    standings: list[Standing]
    entries: list[Entry]


def evaluate(document: Mapping[str, Any]) -> Result:
    """Return the result of a document.

    Raises ValueError for a document of another format, ScoreTooLargeError for a score that has too many digits.
    """
    if document["format"] != FORMAT:
        raise ValueError(f"文件格式版本应为 {FORMAT}，实为 {document['format']}")
    with localcontext(CONTEXT):
        return _evaluate(parse_rules(document["rules"]), parse_inputs(document))


def _evaluate(rules: Rules, inputs: Inputs) -> Result:
    adjustments: dict[str, list[Adjustment]] = {}
    for adjustment in inputs.adjustments:
        adjustments.setdefault(adjustment.entrant, []).append(adjustment)
    cards = {
        entrant.code: score_entrant(rules, inputs.readings, adjustments.get(entrant.code, ()), entrant, inputs.setting)
        for entrant in inputs.entrants
    }
    divisions: dict[str, list[Entrant]] = {}
    for entrant in inputs.entrants:
        divisions.setdefault(entrant.division, []).append(entrant)
    barred = barred_from_red(inputs.adjustments)
    barred_from_all = barred.get(TOTAL, frozenset())
    standings: list[Standing] = []
    entries: list[Entry] = []
    for scope in (*(dimension.code for dimension in rules.dimensions), TOTAL):
        barred_here = barred_from_all | barred.get(scope, frozenset())
        for division, entrants in divisions.items():
            places = _places(rules, scope, [entrant.code for entrant in entrants], cards)
            standings += [
                _standing(entrant, scope, cards[entrant.code][scope], places.get(entrant.code), inputs.previous)
                for entrant in entrants
            ]
            codes = {entrant.code for entrant in entrants}
            findings = [f for f in inputs.findings if f.scope == scope and f.entrant in codes]
            entries += select(
                rules, scope, division, _candidates(entrants, scope, cards, places), findings, barred_here
            )
    return Result(standings, entries)


def _places(
    rules: Rules, scope: str, entrants: Sequence[str], cards: Mapping[str, Mapping[str, Part]]
) -> dict[str, Place]:
    """Rank the total by the contest's chain of keys, a dimension by its own score."""
    scored = [entrant for entrant in entrants if cards[entrant][scope].score is not None]
    if scope != TOTAL:
        return rank({entrant: (cards[entrant][scope].score,) for entrant in scored}, (True,))
    keys = [key.by for key in rules.rank_by]
    if keys == [TOTAL]:
        return rank({entrant: (cards[entrant][TOTAL].score,) for entrant in scored}, (rules.rank_by[0].descending,))
    criteria = {entrant: _criterion_points(cards[entrant]) for entrant in scored}
    values = {
        entrant: tuple(cards[entrant][by].score if by in cards[entrant] else criteria[entrant].get(by) for by in keys)
        for entrant in scored
    }
    return rank(values, [key.descending for key in rules.rank_by])


def _criterion_points(card: Mapping[str, Part]) -> dict[str, Decimal | None]:
    return {mark.criterion.code: mark.points for part in card.values() for mark in part.marks}


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
    entrant: Entrant, scope: str, part: Part, place: Place | None, previous: Mapping[tuple[str, str], int]
) -> Standing:
    code, division = entrant.code, entrant.division
    before = previous.get((code, scope))
    if place is None:
        return Standing(code, division, scope, None, None, False, part.reason, part.rows, before)
    return Standing(code, division, scope, part.score, place.rank, place.tied, "", part.rows, before)
