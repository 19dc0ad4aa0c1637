"""Places inside a division: by the rounded score, then a chain of keys, then shared (1, 2, 2, 4)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

Key = tuple[Decimal | None, ...]


class Place(NamedTuple):
    """A rank, and whether others share it."""

    rank: int
    tied: bool


def rank(keys: Mapping[str, Key], descending: Sequence[bool]) -> dict[str, Place]:
    """Return the place of every entrant from its keys, in the order of their weight; None comes after every value.

    The rank is one more than the number of entrants that stand strictly above (domain, ties).
    """
    members: dict[tuple[tuple[bool, Decimal], ...], list[str]] = {}
    for entrant, key in keys.items():
        members.setdefault(_sortable(key, descending), []).append(entrant)
    places: dict[str, Place] = {}
    above = 0
    for _, group in sorted(members.items()):
        places.update((entrant, Place(above + 1, len(group) > 1)) for entrant in group)
        above += len(group)
    return places


def _sortable(key: Key, descending: Sequence[bool]) -> tuple[tuple[bool, Decimal], ...]:
    return tuple(
        (value is None, Decimal(0) if value is None else -value if down else value)
        for value, down in zip(key, descending, strict=True)
    )
