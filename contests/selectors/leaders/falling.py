"""Whose rank fell against the period before."""

from collections.abc import Iterator

from contests.selectors.leaders.concern import Concern, Kind
from contests.selectors.leaders.links import sheet_link
from contests.selectors.leaders.newest import Newest

# Two neighbours change places every week; who loses two places or more was passed by several.
FALL = 2


def falling(newest: Newest) -> Iterator[Concern]:
    """Yield the units that lost two places or more, within one division; the deepest fall weighs most."""
    result = newest.moved
    if result is None:
        return
    for row in newest.moves:
        if row.fall >= FALL:
            yield Concern(
                kind=Kind.FALLING,
                contest=newest.contest,
                unit=row.name,
                what=f"{result.period.label}由第 {row.previous} 名降到第 {row.rank} 名，下降 {row.fall} 位",
                since=result.day,
                since_word="计算" if result.number is None else "发布",
                address=sheet_link(newest.contest.slug, result.period.code, row.code),
                weight=row.fall,
                brief=f"↓{row.fall}",
                unreleased=result.number is None,
            )
