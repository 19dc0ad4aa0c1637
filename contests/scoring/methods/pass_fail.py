"""Pass or fail: all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from contests.scoring.decimals import ZERO, plain
from contests.scoring.methods.base import NO_TARGET, Outcome, Plain, Reading, Setting
from contests.scoring.methods.params import check_params, flag


@dataclass(frozen=True, slots=True)
class PassFail(Plain):
    """W where A ≥ T, else 0; `reverse` where A ≤ T (domain, scoring methods: pass/fail)."""

    name: ClassVar[str] = "pass_fail"
    label: ClassVar[str] = "达标"
    needs: ClassVar[frozenset[str]] = frozenset({"value", "target"})

    reverse: bool = False

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method with its direction. Raises ParamError."""
        return cls(**check_params(params, {"reverse": flag}))

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        return f"完成数不{'高' if self.reverse else '低'}于任务数得 {plain(full_marks)}，否则 0"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return full marks or 0; without a task the criterion does not apply."""
        value, target = reading.value, reading.target
        assert value is not None
        if not target:
            return NO_TARGET
        sign = "=" if value == target else ">" if value > target else "<"
        compared = f"完成 {plain(value)} {sign} 任务 {plain(target)}"
        if value <= target if self.reverse else value >= target:
            return Outcome(full_marks, f"{plain(full_marks)}（{compared}，达标）")
        return Outcome(ZERO, f"0（{compared}，未达标）")
