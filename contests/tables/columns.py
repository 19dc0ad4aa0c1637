"""The columns of a ranking."""

from typing import Any

import django_tables2 as tables


class PieceColumn(tables.Column):
    """A cell drawn as `templates/rows/ranking.html` says of its `piece`; `note` stands small in the header."""

    def __init__(self, *args: Any, piece: str, note: str = "", **kwargs: Any) -> None:
        """Keep what the rows are drawn by."""
        super().__init__(*args, **kwargs)
        self.piece = piece
        self.note = note


class PartColumn(PieceColumn):
    """The points of one part of the score."""

    def __init__(self, index: int, **kwargs: Any) -> None:
        """Keep which of a row's parts it is."""
        super().__init__(piece="part", accessor=f"parts__{index}", initial_sort_descending=True, **kwargs)
        self.index = index


class TrendColumn(PieceColumn):
    """The line of the last places of each row, nothing for an entrant without a line."""

    def __init__(self, trends: Any) -> None:
        """Keep the lines, by the entrants' codes."""
        super().__init__(
            piece="trend",
            verbose_name=f"近{trends.periods}期走势",
            accessor="code",
            orderable=False,
            attrs={part: {"class": "trend"} for part in ("th", "td")},
        )
        self.trends = trends


def figures(css: str) -> dict[str, dict[str, str]]:
    """Return the attributes of a column of figures: header and cells flush right."""
    return {part: {"class": f"figure {css}"} for part in ("th", "td")}
