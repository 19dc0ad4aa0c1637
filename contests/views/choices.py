"""What a reader chose in the address of a board: division or category, scope, sorting."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.paginator import InvalidPage, Page, Paginator

from contests.scoring.document import COMBINED, TOTAL
from contests.selectors.boards import Ranking, Row, ranking
from contests.selectors.categories import Category, Member, Track, category_of, sizes
from contests.selectors.payloads import Payload
from contests.selectors.trends import Trends
from contests.tables.ranking import RankingTable, ordered, sort_names

T = TypeVar("T")

# Up to so many rows are seen whole; more come page by page.
WHOLE, A_PAGE = 100, 50


@dataclass(frozen=True, slots=True)
class CategoryTab:
    """A category to choose: one that is a single division leads to that; `size` counts its entrants."""

    name: str
    size: int
    division: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class BoardChoice:
    """The chosen ranking with its table, or the chosen category with its divisions and their tables; the query.

    `tracks` are the divisions to choose between: all of them, or those of the category that the choice belongs to.
    `page` is which of its rows the table shows, or which of its members the category; where that has other pages the
    divisions have no tables.
    """

    division: str
    scope: str
    query: dict[str, str]
    categories: tuple[CategoryTab, ...]
    tracks: dict[str, str]
    ranking: Ranking | None
    table: RankingTable | None
    category: Category | None = None
    tables: tuple[tuple[Track, RankingTable | None], ...] = ()
    trends: Trends | None = None
    page: Page[Row] | Page[Member] | None = None


def board_choice(
    payload: Payload,
    contest: str,
    asked: Mapping[str, str],
    trends: Trends | None = None,
    table_of: Callable[..., RankingTable] = RankingTable,
) -> BoardChoice | None:
    """Return the choice, None for a division, category, scope, sorting or page that this issue does not have.

    A rank has no meaning without its pool: without a choice the first division is shown, never all of them at once.
    `table_of` makes the table where it is not that of the public board.
    """
    name = asked.get("category")
    division = asked.get("division", next(iter(payload.divisions)))
    scope = asked.get("scope", TOTAL)
    if division not in payload.divisions or scope not in payload.scopes:
        return None
    if name and (name not in payload.categories or scope == COMBINED or {"division", "sort"} & asked.keys()):
        return None
    query = {
        name: asked[name] for name in ("period", "category", "division", "scope", "text", "pending") if name in asked
    }
    desk = _Desk(payload, contest, query, scope, trends if scope == TOTAL else None, table_of)
    return desk.of_category(name, asked) if name else desk.of_division(division, asked)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every choice of one request needs."""

    payload: Payload
    contest: str
    query: dict[str, str]
    scope: str
    trends: Trends | None
    table_of: Callable[..., RankingTable]

    def of_division(self, division: str, asked: Mapping[str, str]) -> BoardChoice | None:
        chosen, sort = ranking(self.payload, self.scope, division), asked.get("sort", "rank")
        if sort not in sort_names(chosen):
            return None
        page = _page(ordered(chosen, sort), asked)
        if page is None:
            return None
        table = self._table(division, chosen, list(page), self.query, sort)
        home = next((name for name, codes in self.payload.categories.items() if division in codes), "")
        tabs, tracks = tuple(self._tabs(home)), self._tracks(home)
        return BoardChoice(division, self.scope, self.query, tabs, tracks, chosen, table, trends=self.trends, page=page)

    def of_category(self, name: str, asked: Mapping[str, str]) -> BoardChoice | None:
        found = category_of(self.payload, name, self.scope)
        page = _page(found.members, asked)
        if page is None:
            return None
        # A list of several pages only leads to its tracks; the text is always whole.
        has_tables = "text" in self.query or not page.has_other_pages()
        tables = tuple((track, self._table_of_track(track) if has_tables else None) for track in found.tracks)
        tabs, tracks = tuple(self._tabs(name)), self._tracks(name)
        return BoardChoice("", self.scope, self.query, tabs, tracks, None, None, found, tables, self.trends, page)

    def _table_of_track(self, track: Track) -> RankingTable:
        # The header of the table leads to the track's own page.
        rest = {key: value for key, value in self.query.items() if key != "category"}
        return self._table(track.code, track.ranking, track.ranking.rows, rest | {"division": track.code}, "rank")

    def _table(
        self, division: str, found: Ranking, rows: Sequence[Row], query: dict[str, str], sort: str
    ) -> RankingTable:
        return self.table_of(
            found,
            rows,
            contest=self.contest,
            number=self.payload.number,
            score_label=self.payload.contest["score_label"],
            caption=f"{self.payload.pool(self.scope, division)}{self.payload.scopes[self.scope]}排名",
            query=query,
            sort=sort,
            trends=self.trends,
        )

    def _tabs(self, chosen: str) -> Iterator[CategoryTab]:
        for name, size in sizes(self.payload).items():
            codes = self.payload.categories[name]
            yield CategoryTab(name, size, codes[0] if len(codes) == 1 else "", name == chosen)

    def _tracks(self, category: str) -> dict[str, str]:
        codes = self.payload.categories.get(category, list(self.payload.divisions))
        return {code: self.payload.divisions[code] for code in codes}


def _page(rows: Sequence[T], asked: Mapping[str, str]) -> Page[T] | None:
    """Return the page of a list that is asked for, None where there is none of that number."""
    try:
        return Paginator(rows, max(len(rows), 1) if len(rows) <= WHOLE else A_PAGE).page(asked.get("page", 1))
    except InvalidPage:
        return None
