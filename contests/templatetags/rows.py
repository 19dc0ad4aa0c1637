"""What there are hundreds of on a board, drawn by Jinja, which is some thirty times as quick at it."""

from decimal import Decimal
from typing import Any

from django import template
from django.template import engines
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from jinja2 import Environment, StrictUndefined, Template

from contests.templatetags.boards import trend_line, trend_words

register = template.Library()


def environment(**options: Any) -> Environment:
    """Return what the templates of rows may use; a misspelt name is an error."""
    made = Environment(**options | {"undefined": StrictUndefined})  # noqa: S701  # Django's backend says autoescape
    made.filters["figure"] = _figure
    made.globals |= {"trend_line": trend_line, "trend_words": trend_words}
    return made


@register.simple_tag
def ranking_rows(table: Any) -> str:
    """Return the rows of a ranking as HTML."""
    columns = [(*_tags(column), column.column.piece, column.column) for column in table.columns]
    rows = [row.record for row in table.rows]
    html = _template("ranking.html").render(rows=rows, table=table, columns=columns)
    return mark_safe(html)  # noqa: S308  # escaped by Jinja


def _tags(column: Any) -> tuple[str, str]:
    """Return what opens and what closes each cell of a column: whose row it is, is the head of the row."""
    attributes = column.attrs["td"].as_html()
    if column.name == "entrant":
        return format_html('<th scope="row" role="rowheader" {}>', attributes), mark_safe("</th>")
    return format_html('<td role="cell" data-label="{}" {}>', column.header, attributes), mark_safe("</td>")


@register.simple_tag
def moved(places: int | None) -> str:
    """Return the places gained or lost as HTML."""
    cells: Any = _template("cells.html").module
    html: str = cells.moved(places)
    return mark_safe(html)  # noqa: S308  # escaped by Jinja


def _template(name: str) -> Template:
    engine: Any = engines["jinja2"]
    found: Template = engine.env.get_template(name)
    return found


def _figure(value: Decimal) -> str:
    """Return a number with all its places, never as a power of ten."""
    return format(value, "f")
