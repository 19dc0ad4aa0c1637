"""The ranking of a board as a table, sorted through the address."""

from typing import Any

import django_tables2 as tables
from django_tables2.utils import OrderBy

from contests.tables.columns import PieceColumn, figures

# More parts than SOME leave no room for bars; more than MANY would push the score out of sight, so they come after it.
SOME, MANY = 5, 9


class RankingTable(tables.Table):
    """名次, 单位, the parts of the score, the score with a bar, change against the last period.

    Rows come in their order of rank; whoever is equal under a header keeps that order, and whoever has no value there
    comes last in both directions. `query` holds the other
    parameters of the address, for the links in the headers.
    """

    rank = PieceColumn(verbose_name="名次", piece="components/cell_rank.html", attrs=figures("rank"))
    entrant = PieceColumn(verbose_name="单位", accessor="name", order_by="order", piece="components/cell_entrant.html")
    score = PieceColumn(
        verbose_name="得分", piece="components/cell_score.html", attrs=figures("score"), initial_sort_descending=True
    )
    grade = PieceColumn(verbose_name="等次", piece="components/cell_grade.html", orderable=False)
    change = PieceColumn(
        verbose_name="较上期",
        piece="components/cell_change.html",
        attrs=figures("change"),
        initial_sort_descending=True,
        empty_values=(),
    )

    class Meta:
        template_name = "components/ranking_table.html"
        order_by_field = "sort"
        empty_text = "本组没有参与排名的单位"
        row_attrs = {"class": lambda record: "leads" if record.rank <= 3 else ""}

    def __init__(
        self,
        ranking: Any,
        *,
        contest: str,
        number: int,
        score_label: str,
        caption: str,
        query: dict[str, str],
        sort: str,
    ) -> None:
        """Keep what the cells and the headers need, and lay out the columns of the ranking."""
        self.contest = contest
        self.number = number
        self.caption = caption
        self.query = query
        parts = [
            (part_name(heading.code), _part_column(index, heading)) for index, heading in enumerate(ranking.headings)
        ]
        names = [name for name, _ in parts]
        result = ["score", "grade", "change"]
        hidden = [name for name, shown in (("change", ranking.has_previous), ("grade", ranking.graded)) if not shown]
        super().__init__(
            list(ranking.rows),
            order_by=sort,
            extra_columns=parts,
            sequence=["rank", "entrant", *(names + result if len(parts) <= MANY else result + names)],
            exclude=hidden,
            attrs={"class": "ranking-table dense" if len(parts) > SOME else "ranking-table"},
        )
        self.columns["score"].column.verbose_name = score_label
        value = self.columns[OrderBy(sort).bare].accessor
        # What does not apply is neither most nor least; the sort is stable, so the rest stays as ordered.
        self.data.data.sort(key=lambda row: value.resolve(row) is None)


def part_name(code: str) -> str:
    """Return the name of a part's column, which no dimension's code can make equal to a fixed one."""
    return f"item-{code}"


def sort_names(ranking: Any) -> set[str]:
    """Return what `sort` may be in the address."""
    names = {"rank", "entrant", "score", *(part_name(heading.code) for heading in ranking.headings)}
    if ranking.has_previous:
        names.add("change")
    return names | {f"-{name}" for name in names}


def _part_column(index: int, heading: Any) -> tables.Column:
    return PieceColumn(
        verbose_name=heading.name,
        accessor=f"parts__{index}",
        piece="components/cell_part.html",
        attrs=figures("part"),
        initial_sort_descending=True,
        empty_values=(),
        note=f"满分 {heading.full_marks}" if heading.full_marks else "",
    )
