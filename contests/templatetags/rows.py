"""What there are hundreds of on a board, drawn by Jinja, which is some thirty times as quick at it."""

from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, NamedTuple

from django import template
from django.template import engines
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from jinja2 import Environment, StrictUndefined, Template

from contests.selectors.links import links_by_code, sheet_link
from contests.templatetags.boards import sort_address, sort_state, trend_line, trend_words

register = template.Library()


def environment(**options: Any) -> Environment:
    """Return what the templates of rows may use; a misspelt name is an error."""
    made = Environment(**options | {"undefined": StrictUndefined})  # noqa: S701  # Django's backend says autoescape
    # Filters all: to call what is no filter takes several times as long.
    made.filters |= {"figure": _figure, "moved": moved, "trend_line": trend_line, "trend_words": trend_words}
    return made


class Sorting(NamedTuple):
    """Where the header of a column leads to, and how the table is sorted by it in the words of `aria-sort`."""

    address: str
    state: str


class Heading(NamedTuple):
    """The header of a column (PieceColumn)."""

    column: Any
    title: str
    attributes: str
    sort: Sorting | None


class Cell(NamedTuple):
    """How the cells of a column are drawn: by which piece, between which tags."""

    column: Any
    piece: str
    opening: str
    closing: str


@register.simple_tag
def ranking_table(table: Any) -> str:
    """Return a ranking as HTML."""
    headings, cells = zip(*(_column(table, column) for column in table.columns), strict=True)
    return _drawn("ranking.html", table=table, headings=headings, cells=cells)


def _column(table: Any, column: Any) -> tuple[Heading, Cell]:
    """Return the header and the cells of a column of django-tables2."""
    # Made anew each time they are asked for.
    attributes = column.attrs
    sort = Sorting(sort_address(table, column), sort_state(column)) if column.orderable else None
    heading = Heading(column.column, column.header, attributes["th"].as_html(), sort)
    cell = attributes["td"].as_html()
    # Whose row it is, is the head of the row.
    if column.name == "entrant":
        opening, closing = format_html('<th scope="row" role="rowheader" {}>', cell), "</th>"
    else:
        opening, closing = format_html('<td role="cell" data-label="{}" {}>', column.header, cell), "</td>"
    return heading, Cell(column.column, column.column.piece, opening, closing)


@register.simple_tag
def board_panel(panel: Any, issue: Any, label: str) -> str:
    """Return a list of an issue as HTML; `label` says what its scores are."""
    sheet_address = links_by_code(partial(sheet_link, issue.contest, issue.number))
    return _drawn("panel.html", panel=panel, label=label, sheet_address=sheet_address)


@register.simple_tag
@lru_cache(maxsize=1024)
def moved(places: int | None) -> str:
    """Return the places gained or lost as HTML."""
    html: str = _cells().moved(places)
    return html


@register.simple_tag
def line_mark(mark: Any, look: str) -> str:
    """Return what became of a black entry as HTML; `look` is its class."""
    html: str = _cells().line_mark(mark, look)
    return html


def _cells() -> Any:
    """Return the macros of the cells; what they return is escaped."""
    return _template("cells.html").module


def _drawn(name: str, **words: Any) -> str:
    """Return what a template of rows makes of the words."""
    return mark_safe(_template(name).render(words))  # noqa: S308  # escaped by Jinja


def _template(name: str) -> Template:
    engine: Any = engines["jinja2"]
    found: Template = engine.env.get_template(name)
    return found


def _figure(value: Decimal) -> str:
    """Return a number with all its places, never as a power of ten."""
    return format(value, "f")
