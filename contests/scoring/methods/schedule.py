"""Scheduled progress: how many percentage points completion leads the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from contests.scoring.decimals import HUNDRED
from contests.scoring.methods.base import Outcome, Plain, Reading, Setting, check_params


@dataclass(frozen=True, slots=True)
class Schedule(Plain):
    """100·A/T − 100·(months gone / months), in percentage points (domain, scoring methods: schedule)."""

    name: ClassVar[str] = "schedule"
    label: ClassVar[str] = "时序进度"
    needs: ClassVar[frozenset[str]] = frozenset({"value", "target"})

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method; time is counted in months."""
        check_params(params, {})
        return cls()

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        return "完成率 − 已过月数 ÷ 总月数（百分点）"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the lead; one division only, so that nothing is rounded on the way."""
        value, target = reading.value, reading.target
        assert value is not None
        if not target:
            return Outcome(None, "计划数为空或 0，不适用")
        lead = HUNDRED * (value * setting.months_all - target * setting.months_gone) / (target * setting.months_all)
        return Outcome(lead, f"{value} ÷ {target} − {setting.months_gone} ÷ {setting.months_all}（百分点）")
