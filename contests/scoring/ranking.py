"""From parts to places: the total by the contest's chain of keys, every other scope by its own score."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from contests.scoring.document import TOTAL
from contests.scoring.parts import Part
from contests.scoring.rank import Key, Place, rank
from contests.scoring.rules import Rules
from contests.scoring.sheet import step

Cards = Mapping[str, Mapping[str, Part]]


def places_of(rules: Rules, scope: str, entrants: Sequence[str], cards: Cards) -> dict[str, Place]:
    """Return the places of those that have a score in a scope; a chain of keys leaves a line on the score sheet."""
    scored = [entrant for entrant in entrants if cards[entrant][scope].score is not None]
    if scope != TOTAL:
        return rank({entrant: (cards[entrant][scope].score,) for entrant in scored}, (True,))
    keys = [key.by for key in rules.rank_by]
    descending = [key.descending for key in rules.rank_by]
    if keys == [TOTAL]:
        return rank({entrant: (cards[entrant][TOTAL].score,) for entrant in scored}, descending)
    values = {entrant: _values(keys, cards[entrant]) for entrant in scored}
    places = rank(values, descending)
    _explain(rules, values, places, cards)
    return places


def _values(keys: Sequence[str], card: Mapping[str, Part]) -> Key:
    points: dict[str, Decimal | None] = {
        mark.criterion.code: mark.points for part in card.values() for mark in part.marks
    }
    return tuple(card[by].score if by in card else points.get(by) for by in keys)


def _explain(rules: Rules, values: Mapping[str, Key], places: Mapping[str, Place], cards: Cards) -> None:
    """Write on each total's sheet the keys that its place took: as many as tell it from all others, else all."""
    shared = Counter(key[: length + 1] for key in values.values() for length in range(len(key)))
    for entrant, key in values.items():
        used = next((n for n in range(1, len(key) + 1) if shared[key[:n]] == 1), len(key))
        words = "，".join(
            f"{one.name} {'无' if value is None else value}"
            for one, value in zip(rules.rank_by[:used], key, strict=False)
        )
        place = places[entrant]
        tied = "并列" if place.tied else ""
        cards[entrant][TOTAL].rows.append(step("排名依据", None, f"{words}：{tied}第 {place.rank} 名"))
