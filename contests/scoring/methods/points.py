"""Assessors' points: what was given counts as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from contests.scoring.methods.base import Outcome, Reading, Timing, check_params


@dataclass(frozen=True, slots=True)
class Points:
    """Points from 0 to full marks, given by the assessors (domain, scoring methods: points)."""

    name: ClassVar[str] = "points"
    label: ClassVar[str] = "评分"
    needs: ClassVar[frozenset[str]] = frozenset({"value"})

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method; it takes no parameters."""
        check_params(params, {})
        return cls()

    def score(self, reading: Reading, full_marks: Decimal, timing: Timing) -> Outcome:
        """Return the points given."""
        assert reading.value is not None
        return Outcome(reading.value, f"评分 {reading.value}")
