"""Who is on the black list of a contest's newest result."""

from collections import defaultdict
from collections.abc import Iterator

from contests.enums import Colour
from contests.selectors.leaders.concern import Concern, Kind
from contests.selectors.leaders.links import sheet_link
from contests.selectors.leaders.newest import Listed, Newest


def black(newest: Newest) -> Iterator[Concern]:
    """Yield the units on the black list, each once with all its reasons; the most often in a row weigh most."""
    result = newest.leading
    if result is None:
        return
    lines: dict[str, list[Listed]] = defaultdict(list)
    for line in newest.listed:
        if line.colour == Colour.BLACK:
            lines[line.code].append(line)
    for code, same in lines.items():
        streak = max(line.streak for line in same)
        row = f"连续 {streak} 期" if streak > 1 else ""
        measures = "、".join(dict.fromkeys(line.escalation for line in same if line.escalation))
        reasons = "；".join(_reason(line) for line in same)
        yield Concern(
            kind=Kind.BLACK,
            contest=newest.contest,
            unit=same[0].name,
            what="，".join(part for part in (row, measures, reasons) if part),
            since=result.day,
            since_word="计算" if result.number is None else "发布",
            address=sheet_link(newest.contest.slug, result.period.code, code),
            weight=streak,
            brief=row,
            unreleased=result.number is None,
        )


def _reason(line: Listed) -> str:
    """Return the reason of a line, after its dimension where it is not of the total."""
    return "：".join(part for part in (line.scope, line.reason) if part)
