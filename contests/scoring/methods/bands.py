"""The bands of a rate: joined to one another, from below everything to above everything."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from contests.scoring.decimals import plain
from contests.scoring.methods.base import ParamError, ParamFault
from contests.scoring.methods.params import check_params, number, or_none, rows

LOWEST = Decimal("-Infinity")


class Band(NamedTuple):
    """From start to end (percent; None: endless), and the points of each percentage point in between."""

    start: Decimal | None
    end: Decimal | None
    slope: Decimal

    def holds(self, rate: Decimal) -> bool:
        """Whether the rate lies inside, not on a joint."""
        return (self.start is None or self.start < rate) and (self.end is None or rate < self.end)

    def below(self, rate: Decimal) -> bool:
        """Whether the band ends at the rate or before it."""
        return self.end is not None and self.end <= rate

    def span(self) -> str:
        """Return from where to where, in Chinese."""
        if self.start is None:
            return "不分高低" if self.end is None else f"{plain(self.end)}% 以下"
        return f"{plain(self.start)}% 以上" if self.end is None else f"{plain(self.start)}% 到 {plain(self.end)}% 之间"


def read_bands(found: object) -> tuple[Band, ...]:
    """Read bands in any order and return them from the lowest. Raises ValueError, ParamError for any fault."""
    bands = _read_rows(found)
    faults = list(_faults(bands))
    if faults:
        raise ParamError(faults)
    return tuple(bands[index] for index in _rising(bands))


def _clashes(params: Mapping[str, object], read: Mapping[str, Any]) -> Iterator[ParamFault]:
    start, end = read.get("from"), read.get("to")
    if start is not None and end is not None and start >= end:
        yield ParamFault("to", params["to"], f"应大于 from（{plain(start)}）")


def _band(found: object) -> Band:
    if not isinstance(found, Mapping):
        raise ValueError("应为 from、to、slope 的对照")
    readers = {"from": or_none(number), "to": or_none(number), "slope": number}
    read = check_params(found, readers, required=tuple(readers), clashes=_clashes)
    return Band(read["from"], read["to"], read["slope"])


_read_rows = rows(_band, "应为列表，每项有 from、to、slope")


def _rising(bands: Sequence[Band]) -> list[int]:
    """Return the places of the bands in the file, from the lowest band to the highest."""
    starts = [LOWEST if band.start is None else band.start for band in bands]
    return sorted(range(len(bands)), key=starts.__getitem__)


def _faults(bands: Sequence[Band]) -> Iterator[ParamFault]:
    """Return every overlap and hole; a band is held against the one that reaches furthest before it."""
    furthest, *others = _rising(bands)
    if bands[furthest].start is not None:
        yield ParamFault(f"[{furthest}].from", bands[furthest].start, "最低一档应从 null 起，以下没有规定")
    for index in others:
        start, end = bands[index].start, bands[furthest].end
        before = f"bands[{furthest}]（{bands[furthest].span()}）"
        if start is None or end is None or start < end:
            yield ParamFault(f"[{index}].from", bands[index].span(), f"与 {before}重叠")
        elif start > end:
            yield ParamFault(f"[{index}].from", start, f"与 {before}之间有空档，应从 {plain(end)} 起")
        if end is not None and ((reach := bands[index].end) is None or reach > end):
            furthest = index
    if bands[furthest].end is not None:
        yield ParamFault(f"[{furthest}].to", bands[furthest].end, "最高一档应到 null 止，以上没有规定")
