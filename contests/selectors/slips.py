"""Points that may be a slip of the pen: more at once than all that a scope brings. Whoever means them says so."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from contests.scoring.decimals import ZERO, plain
from contests.scoring.document import TOTAL
from contests.selectors.boards import has_ceiling


def most_points(rules: Mapping[str, Any]) -> dict[str, Decimal]:
    """Return by scope its full marks, those of the largest division, weighted.

    A scope is left out where a figure of it may bring more than its full marks: there is no telling how much.
    """
    found = {}
    total = ZERO
    for dimension in rules["dimensions"]:
        most = sum((_most_of(criterion) for criterion in dimension["criteria"]), ZERO)
        total += Decimal(dimension["weight"]) * most
        if all(map(has_ceiling, dimension["criteria"])):
            found[dimension["code"]] = most
    return found | ({TOTAL: total} if len(found) == len(rules["dimensions"]) else {})


def _most_of(criterion: Mapping[str, Any]) -> Decimal:
    marks = max(map(Decimal, (criterion["full_marks"], *criterion["division_marks"].values())))
    return marks * Decimal(criterion["weight"])


def slip(points: Decimal, most: Decimal | None) -> str:
    """Return what makes one doubt points (either sign), nothing for nothing; of a scope without a bound, nothing."""
    if not most or abs(points) <= most:
        return ""
    return f"一次加减 {plain(abs(points))} 分，超过所选范围的满分 {plain(most)} 分，请核对是否多写了位数"
