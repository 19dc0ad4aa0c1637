"""Who comes on the red and the black list of a scope, and in which order."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tests.reference.criteria import Document, Entrant
from tests.reference.events import TOTAL, vetoes
from tests.reference.figures import figure
from tests.reference.places import Place

RED, BLACK = "red", "black"
BOUNDS = {
    "at_least": lambda score, bound: score >= bound,
    "above": lambda score, bound: score > bound,
    "at_most": lambda score, bound: score <= bound,
    "below": lambda score, bound: score < bound,
}


class Entry(NamedTuple):
    """One line of a list."""

    scope: str
    division: str
    colour: str
    entrant: str
    by_hand: bool
    streak: int
    escalation: str


def entries(document: Document, scope: str, entrants: Sequence[Entrant], ranked: Sequence[Place]) -> list[Entry]:
    """Return the entries of a scope: by hand first, a fault before a deed; then by the rules, red before black."""
    hands = [
        (row["colour"], entrant.code)
        for entrant in entrants
        for row in document["findings"]
        if row["entrant"] == entrant.code and row["scope"] == scope and row["by_hand"]
    ]
    rules = [rule for rule in document["rules"]["boards"] if rule["scope"] == scope]
    chosen = [(rule["colour"], place.entrant) for rule in rules for place in ranked if _is_chosen(rule, place, ranked)]
    members = {entrant.code: entrant for entrant in entrants}
    listed: dict[str, Entry] = {}
    for by_hand, rows, colours in ((True, hands, (BLACK, RED)), (False, chosen, (RED, BLACK))):
        for colour in colours:
            for code in [entrant for its, entrant in rows if its == colour]:
                if code not in listed and not (colour == RED and _is_barred(document, code, scope)):
                    listed[code] = _entry(document, scope, colour, members[code], by_hand)
    return _in_order(list(listed.values()), ranked)


def _is_barred(document: Document, entrant: str, scope: str) -> bool:
    """Whether any veto of the scope or of the total bars an entrant from praise."""
    return bool(vetoes(document, entrant, scope) | vetoes(document, entrant, TOTAL))


def _is_chosen(rule: Mapping[str, Any], place: Place, ranked: Sequence[Place]) -> bool:
    conditions = [
        meets(place.score, figure(rule[name])) for name, meets in BOUNDS.items() if rule.get(name) is not None
    ]
    if rule.get("places") is not None:
        conditions.append(_is_among(rule, place, ranked))
    if not conditions:
        return False
    return all(conditions) if rule.get("combine", "all") == "all" else any(conditions)


def _is_among(rule: Mapping[str, Any], place: Place, ranked: Sequence[Place]) -> bool:
    """Whether a place is among the first or last so many; a tie at the border is all in or all out."""
    sign = 1 if rule["colour"] == RED else -1
    if rule.get("border_ties", "in") == "in":
        return len([other for other in ranked if sign * other.rank < sign * place.rank]) < rule["places"]
    return len([other for other in ranked if sign * other.rank <= sign * place.rank]) <= rule["places"]


def _entry(document: Document, scope: str, colour: str, entrant: Entrant, by_hand: bool) -> Entry:
    if colour == RED:
        return Entry(scope, entrant.division, colour, entrant.code, by_hand, 0, "")
    before = [times for code, its, times in document["streaks"] if (code, its) == (entrant.code, scope)]
    streak = sum(before) + 1
    steps = {int(times): name for times, name in document["rules"]["escalation"].items()}
    # After the last step nothing further follows but the last again.
    name = steps.get(streak) if streak <= max(steps, default=0) else steps.get(max(steps, default=0))
    return Entry(scope, entrant.division, colour, entrant.code, by_hand, streak, name or "")


def _in_order(found: list[Entry], ranked: Sequence[Place]) -> list[Entry]:
    """Return red from the first place down, black from the last place up; who has no place comes last.

    Who shares a place stands in the office's order on the red list, and against it on the black one, which is the
    ranking read from its end.
    """
    office = [place.entrant for place in ranked]
    down = [place.entrant for place in sorted(ranked, key=lambda place: (place.rank, office.index(place.entrant)))]
    lines = []
    for colour, order in ((RED, down), (BLACK, down[::-1])):
        own = [entry for entry in found if entry.colour == colour]
        lines += [entry for entrant in order for entry in own if entry.entrant == entrant]
        lines += [entry for entry in own if entry.entrant not in order]
    return lines
