"""Assessors' points: what was given counts as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from contests.scoring.decimals import plain
from contests.scoring.methods.base import Outcome, Plain, Reading, Setting, check_params


@dataclass(frozen=True, slots=True)
class Points(Plain):
    """Points from 0 to full marks, given by the assessors (domain, scoring methods: points)."""

    name: ClassVar[str] = "points"
    label: ClassVar[str] = "评分"
    bounded: ClassVar[bool] = True

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method; it takes no parameters."""
        check_params(params, {})
        return cls()

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        return f"评分，0 到 {plain(full_marks)}"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the points given."""
        assert reading.value is not None
        return Outcome(reading.value, f"评分 {reading.value}")
