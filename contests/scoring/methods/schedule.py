"""Scheduled progress: how many percentage points completion leads the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from contests.scoring.decimals import HUNDRED
from contests.scoring.methods.base import Outcome, Reading, Timing, check_params


@dataclass(frozen=True, slots=True)
class Schedule:
    """100·A/T − 100·(months gone / months), in percentage points (domain, scoring methods: schedule)."""

    name: ClassVar[str] = "schedule"
    label: ClassVar[str] = "时序进度"
    needs: ClassVar[frozenset[str]] = frozenset({"value", "target"})

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method; time is counted in months."""
        check_params(params, {})
        return cls()

    def score(self, reading: Reading, full_marks: Decimal, timing: Timing) -> Outcome:
        """Return the lead; one division only, so that nothing is rounded on the way."""
        value, target = reading.value, reading.target
        assert value is not None
        if not target:
            return Outcome(None, "计划数为空或 0，不适用")
        lead = HUNDRED * (value * timing.months_all - target * timing.months_gone) / (target * timing.months_all)
        return Outcome(lead, f"{value} ÷ {target} − {timing.months_gone} ÷ {timing.months_all}（百分点）")
