"""The whole of a document: standings and entries, scope by scope and division by division.

This package is the engine's independent, slow counterpart. It shares no code with it: fractions instead of decimals,
counting instead of sorting, and the words of the field instead of the engine's steps.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from tests.reference.boards import Entry, entries
from tests.reference.criteria import Document, Entrant, entrants_of
from tests.reference.events import TOTAL
from tests.reference.places import grades, places
from tests.reference.scores import COMBINED, card_of


class Standing(NamedTuple):
    """An entrant's place in a scope; without a score it is not ranked."""

    scope: str
    entrant: str
    score: Fraction | None
    rank: int | None
    tied: bool
    grade: str


class Result(NamedTuple):
    standings: list[Standing]
    entries: list[Entry]


def result_of(document: Document) -> Result:
    cards = {entrant.code: card_of(document, entrant) for entrant in entrants_of(document)}
    result = Result([], [])
    for scope, members in _pools(document):
        ranked = places(document, scope, [entrant.code for entrant in members], cards)
        by_code = {place.entrant: place for place in ranked}
        names = grades(document, ranked) if scope == TOTAL else {}
        for entrant in members:
            place = by_code.get(entrant.code)
            found = (place.score, place.rank, place.tied) if place else (None, None, False)
            result.standings.append(Standing(scope, entrant.code, *found, names.get(entrant.code, "")))
        result.entries.extend(entries(document, scope, members, ranked))
    return result


def _pools(document: Document) -> list[tuple[str, Sequence[Entrant]]]:
    """Return who is ranked together: each division in each scope, everybody in the combined list."""
    entrants = entrants_of(document)
    divisions = dict.fromkeys(entrant.division for entrant in entrants)
    scopes = [*(dimension["code"] for dimension in document["rules"]["dimensions"]), TOTAL]
    pools = [
        (scope, [one for one in entrants if one.division == division]) for scope in scopes for division in divisions
    ]
    return [*pools, (COMBINED, entrants)] if document["rules"]["combined"] else pools
