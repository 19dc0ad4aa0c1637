"""Who comes on the red and the black list of a scope, inside one division."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from contests.scoring.inputs import Entrant, Finding, Inputs
from contests.scoring.rank import Place
from contests.scoring.rules import BoardRule, Rules

RED, BLACK = "red", "black"


class Candidate(NamedTuple):
    """A ranked entrant as the lists see it."""

    entrant: str
    score: Decimal
    place: Place


class Entry(NamedTuple):
    """One line of a list; the reason is a deed or fault, or else the score and place.

    `basis` names the documents behind a deed or fault. `streak` counts how often in a row the entrant has now stood on
    this black list (0 on a red one), and `escalation` names what follows from that.
    """

    scope: str
    division: str
    colour: str
    entrant: str
    reason: str
    by_hand: bool
    basis: str = ""
    streak: int = 0
    escalation: str = ""


def select(
    rules: Rules,
    scope: str,
    entrants: Sequence[Entrant],
    candidates: Sequence[Candidate],
    inputs: Inputs,
    barred_from_red: frozenset[str],
) -> list[Entry]:
    """Return the red, then the black entries of a scope among entrants ranked together, in the candidates' order.

    Entries by hand come first and keep their entrant off the other list; a fault outweighs a deed. Nobody moves up
    into the place of a barred entrant.
    """
    own = [rule for rule in rules.boards if rule.scope == scope]
    divisions = {entrant.code: entrant.division for entrant in entrants}
    findings = [finding for finding in inputs.findings if finding.scope == scope and finding.entrant in divisions]
    if not own and not findings:
        return []
    deeds = _deeds(findings)
    listed: dict[str, Entry] = {}

    def add(entrant: str, colour: str, plain: str, by_hand: bool) -> None:
        if entrant in listed or (colour == RED and entrant in barred_from_red):
            return
        deed = deeds.get((entrant, colour), Deed(plain, ""))
        streak = inputs.streaks.get((entrant, scope), 0) + 1 if colour == BLACK else 0
        follows = rules.escalation.get(min(streak, max(rules.escalation, default=0)), "")
        listed[entrant] = Entry(
            scope, divisions[entrant], colour, entrant, deed.reason, by_hand, deed.basis, streak, follows
        )

    for finding in sorted(findings, key=lambda finding: finding.colour == RED):
        if finding.by_hand:
            add(finding.entrant, finding.colour, "", True)
    for rule in sorted(own, key=lambda rule: rule.colour == BLACK):
        own_candidates = [c for c in candidates if not rule.divisions or divisions[c.entrant] in rule.divisions]
        for candidate in _chosen(rule, own_candidates):
            add(candidate.entrant, rule.colour, plain_reason(rule, rules.score_label, candidate), False)
    return _ordered([listed[entrant] for entrant in divisions if entrant in listed], candidates)


def _ordered(listed: Sequence[Entry], candidates: Sequence[Candidate]) -> list[Entry]:
    """Red from the top down, black from the bottom up; who has no place comes after those who have, in their order."""
    at = {candidate.entrant: index for index, candidate in enumerate(candidates)}
    unplaced = len(candidates)
    red = sorted((entry for entry in listed if entry.colour == RED), key=lambda e: at.get(e.entrant, unplaced))
    black = [entry for entry in listed if entry.colour == BLACK]
    black.sort(key=lambda entry: -at.get(entry.entrant, -1))
    return red + black


class Deed(NamedTuple):
    """What stands on the list for an entrant, and the documents behind it."""

    reason: str
    basis: str


def _deeds(findings: Sequence[Finding]) -> dict[tuple[str, str], Deed]:
    deeds: dict[tuple[str, str], Deed] = {}
    for finding in findings:
        key = (finding.entrant, finding.colour)
        before = deeds.get(key)
        reason = f"{before.reason}；{finding.fact}" if before else finding.fact
        documents = [text for text in (before.basis if before else "", finding.document) if text]
        deeds[key] = Deed(reason, "；".join(dict.fromkeys(documents)))
    return deeds


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
