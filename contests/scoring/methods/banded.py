"""Banded: points by the rate of completion, so much for each percentage point inside each band."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from contests.scoring.decimals import HUNDRED, plain
from contests.scoring.methods.bands import Band, read_bands
from contests.scoring.methods.base import NO_TARGET, Outcome, ParamFault, Plain, Reading, Setting
from contests.scoring.methods.params import check_params, number, positive
from contests.scoring.methods.wording import operand, signed


def _clashes(params: Mapping[str, object], read: Mapping[str, Any]) -> Iterator[ParamFault]:
    at = read.get("at", HUNDRED)
    for band in read.get("bands", ()):
        if band.holds(at):
            yield ParamFault("at", at, f"应为某一档的界限，现落在“{band.span()}”之内")
    if "limit" in params:
        yield from (
            ParamFault(name, params[name], "与 limit 只能写其一") for name in ("floor", "ceiling") if name in params
        )
    elif "floor" in read and "ceiling" in read and read["floor"] > read["ceiling"]:
        yield ParamFault("floor", read["floor"], f"不应高于 ceiling（{plain(read['ceiling'])}）")


@dataclass(frozen=True, slots=True)
class Banded(Plain):
    """base + Σ slope·(percentage points between `at` and the rate that lie in the band) (domain: banded).

    The points are held within `limit` up and down from the base, or within floor and ceiling. A slope is what each
    percentage point adds **on the way from `at`**: in a band below `at`, −0.1 takes off 0.1 for each point missing.
    `base` None stands for full marks. Bands are joined without holes, and `at` is a joint.
    """

    name: ClassVar[str] = "banded"
    label: ClassVar[str] = "分档增减"
    needs: ClassVar[frozenset[str]] = frozenset({"value", "target"})

    bands: tuple[Band, ...]
    base: Decimal | None = None
    at: Decimal = HUNDRED
    limit: Decimal | None = None
    floor: Decimal | None = None
    ceiling: Decimal | None = None

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method with base, floor, ceiling, limit (points), at (percent) and bands. Raises ParamError."""
        readers = {
            "bands": read_bands,
            "base": number,
            "at": number,
            "limit": positive,
            "floor": number,
            "ceiling": number,
        }
        return cls(**check_params(params, readers, required=("bands",), clashes=_clashes))

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        base = full_marks if self.base is None else self.base
        slopes = "，".join(
            f"{band.span()}每{'低' if band.below(self.at) else '高'} 1 个百分点"
            f"{'减' if band.slope < 0 else '加'} {plain(abs(band.slope))}"
            for band in self.bands
        )
        bounds = "" if self.limit is None else f"；加减以 {plain(self.limit)} 为限"
        bounds += "" if self.floor is None else f"；最低 {plain(self.floor)}"
        bounds += "" if self.ceiling is None else f"；最高 {plain(self.ceiling)}"
        return f"完成率 {plain(self.at)}% 得 {plain(base)}；{slopes}{bounds}"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the points; without a task the criterion does not apply."""
        value, target = reading.value, reading.target
        assert value is not None
        if not target:
            return NO_TARGET
        base = full_marks if self.base is None else self.base
        # Everything is kept times the task, so that one division at the end is the only one.
        reached, shown = base * target, plain(base)
        for slope, inside, step in self._steps(value, target):
            reached += slope * inside
            shown += f" {signed(slope)} × {step}"
        if shown == plain(base):
            shown += f"（完成 {plain(value)} / 任务 {plain(target)}，不增不减）"
        lowest, highest = self._bounds(base)
        if highest is not None and reached > highest * target:
            return Outcome(highest, f"{plain(highest)}（{shown}，封顶）")
        if lowest is not None and reached < lowest * target:
            return Outcome(lowest, f"{plain(lowest)}（{shown}，保底）")
        return Outcome(reached / target, shown)

    def _bounds(self, base: Decimal) -> tuple[Decimal | None, Decimal | None]:
        return (self.floor, self.ceiling) if self.limit is None else (base - self.limit, base + self.limit)

    def _steps(self, value: Decimal, target: Decimal) -> Iterator[tuple[Decimal, Decimal, str]]:
        """Return slope, percentage points inside (times the task) and these in words, of each band on the way."""
        rate = (HUNDRED * value, f"{operand(value)} ÷ {plain(target)} × 100")
        least, most = sorted((rate, (self.at * target, operand(self.at))))
        for band in self.bands:
            start = least if band.start is None else max(least, (band.start * target, operand(band.start)))
            end = most if band.end is None else min(most, (band.end * target, plain(band.end)))
            if band.slope and end[0] > start[0]:
                yield band.slope, end[0] - start[0], f"({end[1]} − {start[1]})"
