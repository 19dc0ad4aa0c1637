"""Every contest in a few words: its newest issue, and who is first on its lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contests.scoring.board import BLACK, RED
from contests.selectors.boards import group_title
from contests.selectors.published import Archive, headlines


@dataclass(frozen=True, slots=True)
class CardGroup:
    """The names of one scope and division on a list."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardList:
    """A list of one colour, without its figures and reasons."""

    colour: str
    groups: tuple[CardGroup, ...]

    @property
    def size(self) -> int:
        """Return how many lines the list has."""
        return sum(len(group.names) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Summary:
    """A contest as the first page shows it; without an issue there are no lists."""

    archive: Archive
    lists: tuple[CardList, ...]


def summaries(archives: Sequence[Archive]) -> list[Summary]:
    """Return the summaries in the given order: one query for all headlines together."""
    found = headlines(archive.newest for archive in archives if archive.newest)
    return [
        Summary(
            archive,
            tuple(_card_list(found[archive.newest.sha256], colour) for colour in (RED, BLACK))
            if archive.newest
            else (),
        )
        for archive in archives
    ]


def _card_list(headline: Mapping[str, Any], colour: str) -> CardList:
    """Return the list of a colour, grouped as on the board, whose order the headline keeps."""
    entries = headline["entries"]
    pools = {division for _, division, *_ in headline["standings"].values()}
    scopes = {scope for scope, *_ in entries}
    groups: dict[str, list[str]] = {}
    for scope, division, of_colour, name in entries:
        if of_colour == colour:
            title = group_title(scope, division, alone=len(scopes) == 1, divided=len(pools) > 1)
            groups.setdefault(title, []).append(name)
    return CardList(colour, tuple(CardGroup(title, tuple(names)) for title, names in groups.items()))
