"""等次: from scores and places to grades, inside one division."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP

from contests.scoring.adjust import BAR_TOP, BOTTOM, ZEROED
from contests.scoring.board import Candidate
from contests.scoring.decimals import HUNDRED, ONE
from contests.scoring.document import TOTAL
from contests.scoring.inputs import Adjustment
from contests.scoring.rules import Grade, Rules

ROUNDINGS = {"down": ROUND_FLOOR, "up": ROUND_CEILING, "half_up": ROUND_HALF_UP}


def grades(rules: Rules, candidates: Sequence[Candidate], adjustments: Sequence[Adjustment]) -> dict[str, str]:
    """Return the grade of each ranked entrant of a division; empty where the contest gives none.

    An entrant has the best grade whose least score it reaches, whose quota is not used up and from which no veto keeps
    it. A quota is a share of the ranked entrants, rounded as the rules say; who is tied at its border is all in or all
    out. The grades of the rules go from the best down, the last has no least score (domain, scores: grades).
    """
    if not rules.grades:
        return {}
    effects: dict[str, set[str]] = {}
    for event in adjustments:
        if event.scope == TOTAL and event.effect:
            effects.setdefault(event.entrant, set()).add(event.effect)
    found: dict[str, str] = {}
    waiting = [candidate for candidate in candidates if not effects.get(candidate.entrant, set()) & {BOTTOM, ZEROED}]
    barred = {entrant for entrant, kinds in effects.items() if BAR_TOP in kinds}
    for grade in rules.grades[:-1]:
        reaching = [c for c in waiting if grade.at_least is None or c.score >= grade.at_least]
        if grade is rules.grades[0]:
            reaching = [candidate for candidate in reaching if candidate.entrant not in barred]
        chosen = _within_quota(rules, grade, reaching, len(candidates))
        found |= dict.fromkeys(chosen, grade.name)
        waiting = [candidate for candidate in waiting if candidate.entrant not in found]
    last = rules.grades[-1].name
    return {candidate.entrant: found.get(candidate.entrant, last) for candidate in candidates}


def _within_quota(rules: Rules, grade: Grade, reaching: Sequence[Candidate], ranked: int) -> list[str]:
    if grade.quota is None:
        return [candidate.entrant for candidate in reaching]
    most = int((grade.quota * ranked / HUNDRED).quantize(ONE, rounding=ROUNDINGS[rules.quota_rounding]))
    chosen: list[str] = []
    for group in _by_place(reaching).values():
        if len(chosen) >= most or (rules.quota_ties == "out" and len(chosen) + len(group) > most):
            break
        chosen += group
    return chosen


def _by_place(candidates: Sequence[Candidate]) -> dict[int, list[str]]:
    """Return who shares a place, from the first down."""
    groups: dict[int, list[str]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.place.rank, []).append(candidate.entrant)
    return dict(sorted(groups.items()))
