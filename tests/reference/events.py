"""Bonus, deduction and veto events of one entrant: what counts of them in each scope."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tests.reference.figures import figure

TOTAL = "total"
KINDS = ("bonus", "deduction")

Event = Mapping[str, Any]


def counted_points(document: Mapping[str, Any], entrant: str) -> dict[str, Fraction]:
    """Return the signed points by scope: one matter once, where it is highest; then within the cap of its kind.

    What was agreed beyond the field's words: the cap is drawn on by the dimensions in their order, the total last.
    """
    rules = document["rules"]
    scopes = [*(dimension["code"] for dimension in rules["dimensions"]), TOTAL]
    points = dict.fromkeys(scopes, Fraction(0))
    for kind in KINDS:
        own = [event for event in document["adjustments"] if event["entrant"] == entrant and event["kind"] == kind]
        listed = [event for scope in scopes for event in own if event["scope"] == scope]
        cap = figure(rules["limits"][kind])
        drawn = Fraction(0)
        for at, event in enumerate(listed):
            if _counts(at, listed):
                size = abs(figure(event["points"]))
                size = size if cap is None else min(size, cap - drawn)
                drawn += size
                points[event["scope"]] += size if kind == "bonus" else -size
    return points


def _counts(at: int, listed: list[Event]) -> bool:
    """Whether no other event of the same matter is higher, or as high and named before."""
    size = abs(figure(listed[at]["points"]))
    others = [
        (abs(figure(event["points"])), place)
        for place, event in enumerate(listed)
        if event["matter"] == listed[at]["matter"] and place != at
    ]
    return not any(other > size or (other == size and place < at) for other, place in others)


def vetoes(document: Mapping[str, Any], entrant: str, scope: str) -> set[str]:
    """Return the effects of the vetoes against an entrant in a scope."""
    return {
        event["effect"]
        for event in document["adjustments"]
        if event["entrant"] == entrant and event["scope"] == scope and event["effect"]
    }
