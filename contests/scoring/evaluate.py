"""A whole period: from a document (rules and inputs) to standings and board entries."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from typing import Any, NamedTuple

from contests.scoring.board import Candidate, Entry, select
from contests.scoring.decimals import CONTEXT, plain
from contests.scoring.document import FORMAT, TOTAL, Adjustment, Entrant, Inputs, Rules, parse_inputs, parse_rules
from contests.scoring.rank import Place, rank
from contests.scoring.score import Part, adjustment_line, score_entrant


class Standing(NamedTuple):
    """An entrant's result in one scope; without a score there is no rank but a reason."""

    entrant: str
    division: str
    scope: str
    score: Decimal | None
    rank: int | None
    tied: bool
    not_ranked_reason: str
    breakdown: list[dict[str, Any]]


class Result(NamedTuple):
    """Standings in the order of scope and entrant, and the entries of the lists."""

    standings: list[Standing]
    entries: list[Entry]


def evaluate(document: Mapping[str, Any]) -> Result:
    """Return the result of a document. Raises ValueError for a document of another format."""
    if document["format"] != FORMAT:
        raise ValueError(f"文件格式版本应为 {FORMAT}，实为 {document['format']}")
    with localcontext(CONTEXT):
        return _evaluate(parse_rules(document["rules"]), parse_inputs(document))


def _evaluate(rules: Rules, inputs: Inputs) -> Result:
    adjustments: dict[str, list[Adjustment]] = {}
    for adjustment in inputs.adjustments:
        adjustments.setdefault(adjustment.entrant, []).append(adjustment)
    cards = {
        entrant.code: score_entrant(rules, inputs.readings, adjustments.get(entrant.code, ()), entrant, inputs.timing)
        for entrant in inputs.entrants
    }
    divisions: dict[str, list[Entrant]] = {}
    for entrant in inputs.entrants:
        divisions.setdefault(entrant.division, []).append(entrant)
    barred = frozenset(a.entrant for a in inputs.adjustments if a.effect in ("bar_red", "zero"))
    standings: list[Standing] = []
    entries: list[Entry] = []
    for scope in (*(dimension.code for dimension in rules.dimensions), TOTAL):
        for division, entrants in divisions.items():
            places = _places(rules, scope, [entrant.code for entrant in entrants], cards)
            standings += [_standing(rules, entrant, scope, cards[entrant.code], places) for entrant in entrants]
            codes = {entrant.code for entrant in entrants}
            findings = [f for f in inputs.findings if f.scope == scope and f.entrant in codes]
            entries += select(rules, scope, division, _candidates(entrants, scope, cards, places), findings, barred)
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
        entrant: tuple(cards[entrant][by].score if by in cards[entrant] else criteria[entrant][by] for by in keys)
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
    rules: Rules, entrant: Entrant, scope: str, card: Mapping[str, Part], places: Mapping[str, Place]
) -> Standing:
    part = card[scope]
    place = places.get(entrant.code)
    breakdown = _total_breakdown(rules, card) if scope == TOTAL else _criteria_breakdown(part)
    breakdown += [{"adjustment": adjustment_line(adjustment)} for adjustment in part.adjusted]
    if place is None:
        return Standing(entrant.code, entrant.division, scope, None, None, False, part.reason, breakdown)
    return Standing(entrant.code, entrant.division, scope, part.score, place.rank, place.tied, "", breakdown)


def _criteria_breakdown(part: Part) -> list[dict[str, Any]]:
    return [
        {
            "criterion": mark.criterion.code,
            "points": None if mark.points is None else str(mark.points),
            "formula": mark.formula or mark.word,
        }
        for mark in part.marks
    ]


def _total_breakdown(rules: Rules, card: Mapping[str, Part]) -> list[dict[str, Any]]:
    return [
        {
            "dimension": dimension.code,
            "points": None if (score := card[dimension.code].score) is None else str(score),
            "formula": card[dimension.code].reason or f"{score} × {plain(dimension.weight)}",
        }
        for dimension in rules.dimensions
    ]
