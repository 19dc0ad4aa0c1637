"""A category as one list: several divisions read together, each entrant with the rank that it has in its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from contests.scoring.document import COMBINED, TOTAL
from contests.selectors.boards import Ranking, Row, ranking
from contests.selectors.payloads import Payload, made_once


@dataclass(frozen=True, slots=True)
class Track:
    """A division of the category and its ranking."""

    code: str
    name: str
    ranking: Ranking


@dataclass(frozen=True, slots=True)
class Member:
    """An entrant in the list of its category: `row` is as in its own division, `track`; no rank is made for the list.

    `combined` is its place among the entrants of all divisions, where the contest ranks those together.
    """

    track: Track
    row: Row
    combined: int | None


@dataclass(frozen=True, slots=True)
class Category:
    """The divisions of a category, and its ranked entrants from the best down."""

    name: str
    tracks: tuple[Track, ...]
    members: tuple[Member, ...]

    @property
    def graded(self) -> bool:
        """Return whether its entrants have grades."""
        return self.tracks[0].ranking.graded

    @property
    def has_combined(self) -> bool:
        """Return whether the contest ranks all divisions together."""
        return any(member.combined is not None for member in self.members)

    @property
    def has_previous(self) -> bool:
        """Return whether anyone has an earlier place."""
        return any(track.ranking.has_previous for track in self.tracks)


def category_of(payload: Payload, name: str, scope: str) -> Category:
    """Return a category by the places of a scope; equal ones stand in the office's order.

    The best is the first of the combined ranking; where there is none, of the highest grade and score.
    """
    tracks = tuple(
        Track(code, payload.divisions[code], ranking(payload, scope, code)) for code in payload.categories[name]
    )
    grades = [grade["name"] for grade in payload.rules.get("grades", ())]

    def place(member: Member) -> tuple[float, int, Decimal, int]:
        row = member.row
        grade = grades.index(row.grade) if row.grade in grades else len(grades)
        return (member.combined or float("inf"), grade, -row.score, row.order)

    return Category(name, tracks, tuple(sorted(_members(payload, tracks, scope), key=place)))


def _members(payload: Payload, tracks: tuple[Track, ...], scope: str) -> Iterator[Member]:
    ranked = COMBINED in payload.scopes and scope == TOTAL
    for track in tracks:
        for row in track.ranking.rows:
            yield Member(track, row, payload.standings[COMBINED, row.code]["rank"] if ranked else None)


@made_once
def sizes(payload: Payload) -> dict[str, int]:
    """Return how many entrants each category has."""
    counts = dict.fromkeys(payload.divisions, 0)
    for _, division in payload.entrants.values():
        counts[division] += 1
    return {name: sum(counts[code] for code in codes) for name, codes in payload.categories.items()}
