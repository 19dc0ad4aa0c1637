"""Count bonus: full marks, and so much for each one more or less than the task."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from contests.scoring.decimals import plain
from contests.scoring.methods.base import NO_TARGET, Outcome, Plain, Reading, Setting
from contests.scoring.methods.params import check_params, or_none, positive
from contests.scoring.methods.wording import signed


@dataclass(frozen=True, slots=True)
class CountBonus(Plain):
    """W + k·(A − T), the latter held within ±limit; limit None holds nothing (domain, scoring methods: count bonus)."""

    name: ClassVar[str] = "count_bonus"
    label: ClassVar[str] = "按数增减"
    needs: ClassVar[frozenset[str]] = frozenset({"value", "target"})

    k: Decimal
    limit: Decimal | None = None

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method with k (points for each one) and limit (points). Raises ParamError."""
        return cls(**check_params(params, {"k": positive, "limit": or_none(positive)}, required=("k",)))

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        limit = "加减不设限" if self.limit is None else f"加减以 {plain(self.limit)} 为限"
        return f"{plain(full_marks)} + {plain(self.k)} × (完成数 − 任务数)，{limit}"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the points; without a task the criterion does not apply."""
        value, target = reading.value, reading.target
        assert value is not None
        if not target:
            return NO_TARGET
        marks, step = plain(full_marks), f"{plain(self.k)} × ({plain(value)} − {plain(target)})"
        change = self.k * (value - target)
        if self.limit is not None and abs(change) > self.limit:
            held = self.limit.copy_sign(change)
            return Outcome(full_marks + held, f"{marks} {signed(held)}（{step}，以 {plain(self.limit)} 为限）")
        return Outcome(full_marks + change, f"{marks} + {step}")
