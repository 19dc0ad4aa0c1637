"""Figures that differ from their own history so much that someone should look twice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import Any, NamedTuple

from contests.enums import RatingStatus
from contests.models import Contest, Period, Rating
from contests.scoring.decimals import plain

# So many periods back a figure is compared with.
LOOK_BACK = 6
# A grade that moves so many steps along its scale is as unusual as a figure that jumps.
STEPS = 2

# (entrant, criterion), by id.
Key = tuple[int, int]


class Earlier(NamedTuple):
    """What was reported of an entrant and criterion in the periods before, the latest last."""

    values: tuple[Decimal, ...]
    grades: tuple[str, ...]
    latest: Rating


def earlier_of(period: Period, criteria: Iterable[int] | None = None) -> dict[Key, Earlier]:
    """Return the history of every figure before a period, of the same cadence, in two queries."""
    before = Period.objects.filter(contest=period.contest_id, cadence=period.cadence, number__lt=period.number)
    ids = list(before.order_by("-number").values_list("pk", flat=True)[:LOOK_BACK])
    rows = Rating.objects.filter(period__in=ids).exclude(status=RatingStatus.DRAFT).order_by("period__number")
    if criteria is not None:
        rows = rows.filter(criterion__in=criteria)
    found: dict[Key, list[Rating]] = defaultdict(list)
    for row in rows:
        found[row.entrant_id, row.criterion_id].append(row)
    return {key: earlier_in(rows) for key, rows in found.items()}


def earlier_in(rows: Sequence[Rating]) -> Earlier:
    """Return the history that reported figures of one entrant and criterion make, the latest last."""
    rows = rows[-LOOK_BACK:]
    return Earlier(
        tuple(row.value for row in rows if row.value is not None),
        tuple(row.grade for row in rows if row.grade),
        rows[-1],
    )


def jump(
    contest: Contest,
    value: Decimal | None,
    grade: str | None,
    earlier: Earlier | None,
    scale: Mapping[str, Any] | None = None,
) -> str:
    """Return in words how a figure differs from its history, empty where it does not by more than the contest's factor.

    A figure is compared with the median of the periods before, a grade with the latest; with no history nothing jumps.
    """
    if earlier is None:
        return ""
    if value is not None and earlier.values:
        usual = Decimal(median(earlier.values))
        return _apart(value, usual, contest.jump_factor)
    if grade and earlier.grades and scale:
        words = list(scale)
        was = earlier.grades[-1]
        if grade in words and was in words and abs(words.index(grade) - words.index(was)) >= STEPS:
            return f"上期为{was}"
    return ""


def _apart(value: Decimal, usual: Decimal, factor: Decimal) -> str:
    if (value < 0) != (usual < 0) and value and usual:
        return f"以往为 {plain(usual)} 左右，正负相反"
    size, used = abs(value), abs(usual)
    if size > used * factor or size * factor < used:
        return f"以往为 {plain(usual.quantize(Decimal('0.01')))} 左右"
    return ""
