"""Completion: done over task, up to a cap."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from contests.scoring.decimals import HUNDRED, ONE, plain
from contests.scoring.methods.base import Outcome, Plain, Reading, Setting, check_params, positive_or_none


@dataclass(frozen=True, slots=True)
class Completion(Plain):
    """W · min(A / T, cap); cap None means that the rate has no ceiling (domain, scoring methods: completion)."""

    name: ClassVar[str] = "completion"
    label: ClassVar[str] = "完成率"
    needs: ClassVar[frozenset[str]] = frozenset({"value", "target"})

    cap: Decimal | None = ONE

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method with its cap. Raises ParamError."""
        read = check_params(params, {"cap": positive_or_none})
        return cls(cap=read.get("cap", ONE))  # type: ignore[arg-type]  # read by positive_or_none

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        cap = "不封顶" if self.cap is None else f"封顶 {plain(self.cap * HUNDRED)}%"
        return f"{plain(full_marks)} × 完成数 ÷ 任务数，{cap}"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the points; no task, or a task of 0, means that the criterion does not apply."""
        value, target = reading.value, reading.target
        assert value is not None
        if not target:
            return Outcome(None, "任务数为空或 0，不适用")
        if self.cap is not None and value > target * self.cap:
            return Outcome(
                full_marks * self.cap,
                f"{full_marks} × {self.cap}（完成 {value} / 任务 {target}，封顶）",
            )
        return Outcome(full_marks * value / target, f"{full_marks} × {value} ÷ {target}")
