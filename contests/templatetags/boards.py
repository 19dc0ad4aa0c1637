"""Words and addresses of the public board."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django_tables2 import Table

from contests.enums import Cadence

register = template.Library()

# Named as on a form, since "月" alone does not say what is counted.
CADENCES = {Cadence.WEEK: "周榜", Cadence.MONTH: "月榜", Cadence.QUARTER: "季榜", Cadence.YEAR: "年榜"}


@register.filter
def cadence_name(cadence: str) -> str:
    """Return what a board of this cadence is called."""
    return CADENCES[Cadence(cadence)]


@register.filter
def magnitude(places: int) -> int:
    """Return how many places an entrant moved, without direction."""
    return abs(places)


@register.filter
def rank_line(placings: Sequence[Any]) -> list[tuple[str, str, int]]:
    """Return (x, y, rank) in a field of 100 × 40, the first place on top; unranked periods are left out."""
    ranked = [(index, placing.rank) for index, placing in enumerate(placings) if placing.rank is not None]
    best = min((rank for _, rank in ranked), default=1)
    worst = max((rank for _, rank in ranked), default=1)
    step = Decimal(92) / max(len(placings) - 1, 1)
    fall = Decimal(32) / max(worst - best, 1)
    return [(f"{4 + index * step:.1f}", f"{6 + (rank - best) * fall:.1f}", rank) for index, rank in ranked]


@register.simple_tag
def address(query: dict[str, str], **changed: str) -> str:
    """Return the address of the same board with other choices; a choice set to nothing is left out."""
    words = {name: value for name, value in {**query, **changed}.items() if value}
    return f"?{urlencode(words)}"


@register.simple_tag
def sort_address(table: Table, column: Any) -> str:
    """Return the address that a header leads to: sorted by its column, then the other way round."""
    return address(table.query, **{table.order_by_field: column.order_by_alias.next})


@register.simple_tag
def sort_state(column: Any) -> str:
    """Return the sorting of a column in the words of `aria-sort`."""
    if not column.is_ordered:
        return "none"
    return "descending" if column.order_by_alias.startswith("-") else "ascending"
