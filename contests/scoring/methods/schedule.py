"""Scheduled progress: how many percentage points completion leads the calendar, or a planned curve."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar, Self

from contests.scoring.decimals import HUNDRED, plain
from contests.scoring.methods.base import NO_TARGET, Outcome, ParamError, ParamFault, Plain, Reading, Setting
from contests.scoring.methods.params import check_params, choice, mapping, percent

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def _month(found: object) -> str:
    text = str(found)
    if not MONTH.fullmatch(text):
        raise ValueError("应为月份，如 2022-01")
    return text


_read_curve = mapping(_month, percent, "应为「月份: 累计计划百分比」的对照，如 2022-01: 8")


def _curve(found: object) -> dict[str, Decimal]:
    """Read a curve, in the order of its months."""
    curve = dict(sorted(_read_curve(found).items()))
    falls = [
        ParamFault(month, curve[month], f"累计计划不应低于 {before} 的 {plain(curve[before])}")
        for before, month in pairwise(curve)
        if curve[month] < curve[before]
    ]
    if falls:
        raise ParamError(falls)
    return curve


def _clashes(params: Mapping[str, object], read: Mapping[str, Any]) -> Iterator[ParamFault]:
    by_curve = read.get("time") == "curve"
    if by_curve and "curve" not in params:
        yield ParamFault("curve", "", "按计划进度（time: curve）计时，应列出各月累计计划")
    if "curve" in params and not by_curve and ("time" in read or "time" not in params):
        yield ParamFault("time", read.get("time", ""), "列出了 curve，应为 curve")


@dataclass(frozen=True, slots=True)
class Schedule(Plain):
    """100·A/T − 100·elapsed share, in percentage points, on unrounded values (domain, scoring methods: schedule).

    `time` says what has elapsed: months gone of all, days gone of all, or the `curve`, planned percent by month.
    """

    name: ClassVar[str] = "schedule"
    label: ClassVar[str] = "时序进度"
    needs: ClassVar[frozenset[str]] = frozenset({"value", "target"})

    time: str = "month"
    curve: Mapping[str, Decimal] = field(default_factory=dict)

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method with how it counts time. Raises ParamError."""
        return cls(**check_params(params, {"time": choice("month", "day", "curve"), "curve": _curve}, clashes=_clashes))

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words; the full marks do not enter."""
        if self.time == "curve":
            planned = "、".join(f"{month} {plain(percent)}%" for month, percent in self.curve.items())
            return f"完成率 − 累计计划（百分点）：{planned}"
        unit = "天" if self.time == "day" else "月"
        return f"完成率 − 已过{unit}数 ÷ 总{unit}数（百分点）"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the lead; a month that the curve leaves out makes the criterion not apply."""
        value, target = reading.value, reading.target
        assert value is not None
        if not target:
            return NO_TARGET
        if self.time == "curve" and setting.month not in self.curve:
            return Outcome(None, f"累计计划未列 {setting.month}，不适用")
        gone, whole, shown = self._elapsed(setting)
        # One division only, so that nothing is rounded on the way.
        lead = HUNDRED * (value * whole - target * gone) / (target * whole)
        return Outcome(lead, f"{plain(value)} ÷ {plain(target)} − {shown}")

    def _elapsed(self, setting: Setting) -> tuple[Decimal, Decimal, str]:
        if self.time == "curve":
            planned = self.curve[setting.month]
            return planned, HUNDRED, f"{plain(planned)}%（百分点，{setting.month} 累计计划）"
        if self.time == "day":
            gone, whole, note = setting.days_gone, setting.days_all, "百分点，按天"
        else:
            gone, whole, note = setting.months_gone, setting.months_all, "百分点"
        return Decimal(gone), Decimal(whole), f"{gone} ÷ {whole}（{note}）"
