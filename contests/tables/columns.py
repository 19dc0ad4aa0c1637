"""The columns of a ranking; each cell is a template."""

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string


class PieceColumn(tables.Column):
    """A cell drawn by a template that is given the row and the value; `note` stands small in the header."""

    def __init__(self, *args: Any, piece: str, note: str = "", **kwargs: Any) -> None:
        """Keep the path of the template."""
        super().__init__(*args, **kwargs)
        self.piece = piece
        self.note = note

    def render(self, record: Any, value: Any, table: tables.Table) -> str:
        """Return the cell as HTML."""
        return render_to_string(
            self.piece, {"row": record, "value": value, "contest": table.contest, "number": table.number}
        )


def figures(css: str) -> dict[str, dict[str, str]]:
    """Return the attributes of a column of figures: header and cells flush right."""
    return {part: {"class": f"figure {css}"} for part in ("th", "td")}
