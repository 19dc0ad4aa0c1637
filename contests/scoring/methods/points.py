"""Assessors' points: what was given counts as it stands, that of several by their mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from contests.scoring.decimals import ZERO, plain
from contests.scoring.methods.base import Outcome, Plain, Reading, Setting
from contests.scoring.methods.params import check_params, choice

# With fewer assessors nothing would be left, or one point of view.
ENOUGH_TO_TRIM = 3


@dataclass(frozen=True, slots=True)
class Points(Plain):
    """Points from 0 to full marks, given by the assessors (domain, scoring methods: points).

    `assessors`: None for one figure, `mean` for the mean of the parts (assessor's name or "", points), `trimmed` for
    the mean without the highest and the lowest. Sheets are public, so the formula names no assessor.
    """

    name: ClassVar[str] = "points"
    label: ClassVar[str] = "评分"
    bounded: ClassVar[bool] = True

    assessors: str | None = None

    @property
    def needs(self) -> frozenset[str]:  # type: ignore[override]  # of all methods this one's needs hang on a parameter
        """Return `parts` where several assess, else `value`."""
        return frozenset({"parts" if self.assessors else "value"})

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method with what is made of several assessors' points. Raises ParamError."""
        return cls(**check_params(params, {"assessors": choice("mean", "trimmed")}))

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        scale = f"0 到 {plain(full_marks)}"
        if self.assessors is None:
            return f"评分，{scale}"
        trimmed = "去掉一个最高、一个最低后的" if self.assessors == "trimmed" else ""
        few = f"，不足 {ENOUGH_TO_TRIM} 人时不去" if trimmed else ""
        return f"各评委评分（{scale}）{trimmed}平均{few}"

    def check_parts(self, parts: Sequence[tuple[str, Decimal]]) -> None:
        """Raise ValueError where nobody gave points."""
        if self.assessors and not parts:
            raise ValueError("应写各评委的评分，如 18；19；17")

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the points given, or the mean of what the assessors gave."""
        if self.assessors is None:
            assert reading.value is not None
            return Outcome(reading.value, f"评分 {plain(reading.value)}")
        given = [points for _, points in reading.parts]
        if self.assessors == "mean":
            return _mean(given, "")
        if len(given) < ENOUGH_TO_TRIM:
            return _mean(given, f"（评委不足 {ENOUGH_TO_TRIM} 人，不去最高、最低）")
        lowest, *kept, highest = sorted(given)
        return _mean(kept, f"（去掉最高 {plain(highest)}、最低 {plain(lowest)}）")


def _mean(given: Sequence[Decimal], note: str) -> Outcome:
    terms = " + ".join(plain(points) for points in given)
    shown = terms if len(given) == 1 else f"({terms}) ÷ {len(given)}"
    return Outcome(sum(given, ZERO) / len(given), f"评分 {shown}{note}")
