"""Words and addresses of the public board."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import template
from django_tables2 import Table

from contests.enums import Cadence
from contests.selectors.bulletins import ended

register = template.Library()
register.filter(ended)

# Named as on a form, since "月" alone does not say what is counted.
CADENCES = {Cadence.WEEK: "周榜", Cadence.MONTH: "月榜", Cadence.QUARTER: "季榜", Cadence.YEAR: "年榜"}


@register.filter
def cadence_name(cadence: str) -> str:
    """Return what a board of this cadence is called."""
    return CADENCES[Cadence(cadence)]


@register.filter
def issue_count(issues: Sequence[Any]) -> str:
    """Return how many issues there are in words; a recall has a number, but is no issue of a board."""
    recalls = sum(issue.is_recall for issue in issues)
    return f"共 {len(issues) - recalls} 期" + (f"，撤回 {recalls} 次" if recalls else "")


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


# The field that a line of places is drawn in, without its edge: from the first period to the last, from the first
# place to the worst.
WIDTH, FALL, EDGE = 84, 18, 3


class Drawn(NamedTuple):
    """A line of places as SVG: its path, its points that stand alone, its last point (x, y); empty where none."""

    path: str
    lone: str
    end: tuple[str, str] | None


@lru_cache(maxsize=4096)
def trend_line(spots: tuple[int | str, ...], periods: int, worst: int) -> Drawn:
    """Return how the places of a line, the latest last, are drawn in a field of 90 × 24.

    The field holds so many periods, down to the worst place. It is broken where there is no place. Every row has the
    same field, so that the lines of a table can be compared.
    """
    runs: list[list[tuple[str, str]]] = [[]]
    for at, spot in enumerate(spots, start=periods - len(spots)):
        if isinstance(spot, int):
            x, y = EDGE + at * WIDTH / (periods - 1), EDGE + (spot - 1) * FALL / max(worst - 1, 1)
            runs[-1].append((f"{x:.3g}", f"{y:.3g}"))
        elif runs[-1]:
            runs.append([])
    return Drawn(
        path="".join("M" + "L".join(f"{x} {y}" for x, y in run) for run in runs if len(run) > 1),
        lone="".join(f"M{x} {y}h0" for run in runs if len(run) == 1 for x, y in run),
        end=runs[-1][-1] if isinstance(spots[-1], int) else None,
    )


@register.filter
def trend_words(line: Any) -> str:
    """Return the places of a line in words, the latest last."""
    return f"近{len(line.spots)}期名次：{_listed(line.spots)}"


@register.filter
def spots_of(trends: Any, code: str) -> str:
    """Return the places of an entrant's line, the latest last."""
    line = trends.lines.get(code)
    return _listed(line.spots) if line else ""


def _listed(spots: Sequence[int | str]) -> str:
    return "、".join(str(spot) for spot in spots)


@register.simple_tag
def address(query: dict[str, str], **changed: str) -> str:
    """Return the address of the same board with other choices; a choice set to nothing is left out."""
    words = {name: value for name, value in {**query, **changed}.items() if value}
    return f"?{urlencode(words)}"


def sort_address(table: Table, column: Any) -> str:
    """Return the address that a header leads to: sorted by its column, then the other way round."""
    return address(table.query, **{table.order_by_field: column.order_by_alias.next})


@register.simple_tag
def page_address(choice: Any, number: int) -> str:
    """Return the address of another page of the same ranking, sorted the same way."""
    sort = choice.table.sort if choice.table else "rank"
    return address(choice.query, sort="" if sort == "rank" else sort, page="" if number == 1 else str(number))


def sort_state(column: Any) -> str:
    """Return the sorting of a column in the words of `aria-sort`."""
    if not column.is_ordered:
        return "none"
    return "descending" if column.order_by_alias.startswith("-") else "ascending"
