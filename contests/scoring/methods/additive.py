"""积分制: the value as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from contests.scoring.decimals import plain
from contests.scoring.methods.base import Outcome, Plain, Reading, Setting
from contests.scoring.methods.params import check_params


@dataclass(frozen=True, slots=True)
class Additive(Plain):
    """Points without a ceiling, which may be negative (domain, scoring methods: additive)."""

    name: ClassVar[str] = "additive"
    label: ClassVar[str] = "积分"

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method; it takes no parameters. Raises ParamError."""
        return cls(**check_params(params, {}))

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words; the full marks do not enter."""
        return "积分，不设上限，可为负"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the value."""
        assert reading.value is not None
        return Outcome(reading.value, f"积分 {plain(reading.value)}")
