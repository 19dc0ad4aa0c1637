"""The ranking of a board as a table, sorted through the address."""

from collections.abc import Callable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any

import django_tables2 as tables
from django_tables2.data import TableListData

from contests.selectors.links import links_by_code, sheet_link
from contests.tables.columns import PartColumn, PieceColumn, TrendColumn, figures

# More parts than SOME leave no room for bars; more than MANY would push the score out of sight, so they come after it.
SOME, MANY = 5, 9


class AsGiven(TableListData):
    """Rows that are in order already: of a long ranking the table has only those of a page."""

    def order_by(self, aliases: Any) -> None:
        """Leave them so."""


class RankingTable(tables.Table):
    """名次, 单位, the parts of the score, the score with a bar, change against the last period, the last places.

    `rows` are those to show, as `ordered` by `sort`. `query` holds the other parameters of the address, for the links
    in the headers.
    """

    rank = PieceColumn(verbose_name="名次", piece="rank", attrs=figures("rank"))
    entrant = PieceColumn(verbose_name="单位", accessor="name", order_by="order", piece="entrant")
    score = PieceColumn(verbose_name="得分", piece="score", attrs=figures("score"), initial_sort_descending=True)
    grade = PieceColumn(verbose_name="等次", piece="grade", orderable=False)
    change = PieceColumn(
        verbose_name="较上期",
        piece="change",
        attrs=figures("change"),
        initial_sort_descending=True,
    )

    class Meta:
        order_by_field = "sort"
        empty_text = "本组没有参与排名的单位"

    def __init__(
        self,
        ranking: Any,
        rows: Sequence[Any],
        *,
        contest: str,
        number: int,
        score_label: str,
        caption: str,
        query: dict[str, str],
        sort: str,
        trends: Any = None,
    ) -> None:
        """Keep what the cells and the headers need, and lay out the columns of the ranking."""
        self.contest = contest
        self.number = number
        self.caption = caption
        self.query = query
        self.sort = sort
        parts = [
            (part_name(heading.code), _part_column(index, heading)) for index, heading in enumerate(ranking.headings)
        ]
        names = [name for name, _ in parts]
        result = ["score", "grade", "change"]
        last = [("trend", TrendColumn(trends))] if trends else []
        hidden = [name for name, shown in (("change", ranking.has_previous), ("grade", ranking.graded)) if not shown]
        super().__init__(
            AsGiven(list(rows)),
            order_by=sort,
            extra_columns=[*parts, *last],
            sequence=[
                "rank",
                "entrant",
                *(names + result if len(parts) <= MANY else result + names),
                *(name for name, _ in last),
            ],
            exclude=hidden,
            attrs={"class": "ranking-table dense" if len(parts) > SOME else "ranking-table"},
        )
        self.columns["score"].column.verbose_name = score_label

    @cached_property
    def sheet_address(self) -> Callable[[str], str]:
        """Return what gives the address of an entrant's score sheet by its code."""
        return links_by_code(self.sheet_of)

    def sheet_of(self, code: str) -> str:
        """Return the address as the routes have it."""
        return sheet_link(self.contest, self.number, code)


def part_name(code: str) -> str:
    """Return the name of a part's column, which no dimension's code can make equal to a fixed one."""
    return f"item-{code}"


def sort_names(ranking: Any) -> set[str]:
    """Return what `sort` may be in the address."""
    names = {"rank", "entrant", "score", *(part_name(heading.code) for heading in ranking.headings)}
    if ranking.has_previous:
        names.add("change")
    return names | {f"-{name}" for name in names}


def ordered(ranking: Any, sort: str) -> list[Any]:
    """Return the rows as `sort` says, one of `sort_names`; equal ones stay in their order of rank.

    Whoever has no value under a header comes last in both directions: it is neither most nor least.
    """
    if sort == "rank":
        return list(ranking.rows)
    value = _value(ranking, sort.removeprefix("-"))
    valued = [row for row in ranking.rows if value(row) is not None]
    valued.sort(key=value, reverse=sort.startswith("-"))
    return valued + [row for row in ranking.rows if value(row) is None]


def _value(ranking: Any, name: str) -> Callable[[Any], Any]:
    """Return what gives a row's value in a column."""
    names = [part_name(heading.code) for heading in ranking.headings]
    if name in names:
        index = names.index(name)
        return lambda row: row.parts[index]
    return attrgetter("order" if name == "entrant" else name)


def _part_column(index: int, heading: Any) -> tables.Column:
    note = f"满分 {heading.full_marks}" if heading.full_marks else ""
    return PartColumn(index, verbose_name=heading.name, attrs=figures("part"), note=note)
