"""Places by counting who stands strictly above, and grades by counting who is in the way."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple

from tests.reference.criteria import Document
from tests.reference.events import TOTAL, vetoes
from tests.reference.figures import HALF, figure
from tests.reference.scores import Card

ROUNDINGS = {"down": floor, "up": ceil, "half_up": lambda value: floor(value + HALF)}


class Place(NamedTuple):
    """A ranked entrant."""

    entrant: str
    score: Fraction
    rank: int
    tied: bool


def places(document: Document, scope: str, entrants: Sequence[str], cards: Mapping[str, Card]) -> list[Place]:
    """Return who is ranked in a scope, in the office's order."""
    chain = document["rules"]["rank_by"] if scope == TOTAL else [{"by": scope, "order": "desc"}]
    ranked = [entrant for entrant in entrants if cards[entrant].scores[scope] is not None]
    found = []
    for entrant in ranked:
        others = [other for other in ranked if other != entrant]
        above = [other for other in others if _is_above(chain, cards[other], cards[entrant])]
        below = [other for other in others if _is_above(chain, cards[entrant], cards[other])]
        tied = len(above) + len(below) < len(others)
        found.append(Place(entrant, cards[entrant].scores[scope], 1 + len(above), tied))
    return found


def _is_above(chain: Sequence[Mapping[str, str]], one: Card, other: Card) -> bool:
    """Whether the first key that tells two entrants apart puts one above the other; who has no value stands below."""
    for key in chain:
        here, there = (
            card.scores[key["by"]] if key["by"] in card.scores else card.points.get(key["by"]) for card in (one, other)
        )
        if here != there:
            if here is None or there is None:
                return there is None
            return here > there if key["order"] == "desc" else here < there
    return False


def grades(document: Document, ranked: Sequence[Place]) -> dict[str, str]:
    """Return the grades of a division by entrant: the best that is reached, is not full and is not barred."""
    rules = document["rules"]["grades"]
    if not rules:
        return {}
    effects = {place.entrant: vetoes(document, place.entrant, TOTAL) for place in ranked}
    found = {place.entrant: rules[-1]["name"] for place in ranked if effects[place.entrant] & {"bottom", "zero"}}
    for rule in rules:
        reaching = [
            place
            for place in ranked
            if place.entrant not in found
            and (rule["at_least"] is None or place.score >= figure(rule["at_least"]))
            and not (rule is rules[0] and rule is not rules[-1] and "bar_top" in effects[place.entrant])
        ]
        for place in reaching:
            if _has_room(document, rule, place, reaching, len(ranked)):
                found[place.entrant] = rule["name"]
    return found


def _has_room(
    document: Document, rule: Mapping[str, Any], place: Place, reaching: Sequence[Place], ranked: int
) -> bool:
    if rule["quota"] is None:
        return True
    how = document["rules"]["quota"]
    most = ROUNDINGS[how["rounding"]](figure(rule["quota"]) * ranked / 100)
    if how["ties"] == "in":
        return len([other for other in reaching if other.rank < place.rank]) < most
    return len([other for other in reaching if other.rank <= place.rank]) <= most
