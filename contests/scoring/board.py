"""Who comes on the red and the black list of a scope, inside one division."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from contests.scoring.document import BoardRule, Finding, Rules
from contests.scoring.rank import Place

RED, BLACK = "red", "black"


class Candidate(NamedTuple):
    """A ranked entrant as the lists see it."""

    entrant: str
    score: Decimal
    place: Place


class Entry(NamedTuple):
    """One line of a list; the reason is a deed or fault, or else the score and place."""

    scope: str
    division: str
    colour: str
    entrant: str
    reason: str
    by_hand: bool


def select(
    rules: Rules,
    scope: str,
    division: str,
    candidates: Sequence[Candidate],
    findings: Sequence[Finding],
    barred_from_red: frozenset[str],
) -> list[Entry]:
    """Return the red, then the black entries of one scope and division, in the order of the candidates.

    Entries by hand come first and keep their entrant off the other list; a fault outweighs a deed. Nobody moves up
    into the place of a barred entrant.
    """
    reasons = _reasons(findings)
    listed: dict[str, Entry] = {}

    def add(entrant: str, colour: str, reason: str, by_hand: bool) -> None:
        if entrant not in listed and not (colour == RED and entrant in barred_from_red):
            listed[entrant] = Entry(scope, division, colour, entrant, reason, by_hand)

    for finding in sorted(findings, key=lambda finding: finding.colour == RED):
        if finding.by_hand:
            add(finding.entrant, finding.colour, reasons[finding.entrant, finding.colour], True)
    own = [rule for rule in rules.boards if rule.scope == scope]
    for rule in sorted(own, key=lambda rule: rule.colour == BLACK):
        for candidate in _chosen(rule, candidates):
            reason = reasons.get((candidate.entrant, rule.colour)) or plain_reason(rule, rules.score_label, candidate)
            add(candidate.entrant, rule.colour, reason, False)
    return _ordered(listed, candidates)


def _ordered(listed: Mapping[str, Entry], candidates: Sequence[Candidate]) -> list[Entry]:
    """Red from the top down, black from the bottom up; who has no place comes after those who have."""
    at = {candidate.entrant: index for index, candidate in enumerate(candidates)}
    unplaced = len(candidates)
    red = sorted((entry for entry in listed.values() if entry.colour == RED), key=lambda e: at.get(e.entrant, unplaced))
    black = [entry for entry in listed.values() if entry.colour == BLACK]
    black.sort(key=lambda entry: -at.get(entry.entrant, -1))
    return red + black


def _reasons(findings: Sequence[Finding]) -> dict[tuple[str, str], str]:
    reasons: dict[tuple[str, str], str] = {}
    for finding in findings:
        key = (finding.entrant, finding.colour)
        reasons[key] = f"{reasons[key]}；{finding.fact}" if key in reasons else finding.fact
    return reasons


def plain_reason(rule: BoardRule, label: str, candidate: Candidate) -> str:
    """Return the reason of an entry that has no deed or fault: its score and place, and the bounds that it met."""
    met = [
        f"{words} {bound}"
        for words, bound, is_met in (
            ("不低于", rule.at_least, rule.at_least is not None and candidate.score >= rule.at_least),
            ("高于", rule.above, rule.above is not None and candidate.score > rule.above),
            ("不高于", rule.at_most, rule.at_most is not None and candidate.score <= rule.at_most),
            ("低于", rule.below, rule.below is not None and candidate.score < rule.below),
        )
        if is_met
    ]
    tied = "并列" if candidate.place.tied else ""
    return "，".join([f"{label} {candidate.score}", *met, f"{tied}第 {candidate.place.rank} 名"])


def _chosen(rule: BoardRule, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that meet the rule; black is read from the bottom."""
    conditions = []
    if rule.places is not None:
        conditions.append(_by_place(rule, candidates))
    if rule.at_least is not None:
        conditions.append({c.entrant for c in candidates if c.score >= rule.at_least})
    if rule.above is not None:
        conditions.append({c.entrant for c in candidates if c.score > rule.above})
    if rule.at_most is not None:
        conditions.append({c.entrant for c in candidates if c.score <= rule.at_most})
    if rule.below is not None:
        conditions.append({c.entrant for c in candidates if c.score < rule.below})
    if not conditions:
        return []
    met = set.intersection(*conditions) if rule.combine == "all" else set.union(*conditions)
    return [candidate for candidate in candidates if candidate.entrant in met]


def _by_place(rule: BoardRule, candidates: Sequence[Candidate]) -> set[str]:
    """Return who stands among the first (red) or last (black) `places`; a tie at the border is all in or all out."""
    assert rule.places is not None
    sizes = Counter(candidate.place.rank for candidate in candidates)
    chosen: set[str] = set()
    taken = 0
    for rank in sorted(sizes, reverse=rule.colour == BLACK):
        if taken >= rule.places or (rule.border_ties == "out" and taken + sizes[rank] > rule.places):
            break
        chosen.update(candidate.entrant for candidate in candidates if candidate.place.rank == rank)
        taken += sizes[rank]
    return chosen
