"""Qualitative grades: each word has points on a scale of 100."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Self

from contests.scoring.decimals import HUNDRED, plain
from contests.scoring.methods.base import Outcome, Plain, Reading, Setting, check_params

CUSTOMARY = {"优秀": Decimal(100), "良好": Decimal(80), "一般": Decimal(60), "较差": Decimal(40)}

# A rating keeps the word; its column is so wide.
LONGEST_WORD = 10


def _scale(found: object) -> dict[str, Decimal]:
    expected = "应为「等次: 分值」的对照，分值在 0 到 100 之间"
    if not isinstance(found, Mapping) or not found:
        raise ValueError(expected)
    try:
        scale = {str(word): Decimal(str(points)) for word, points in found.items()}
    except ArithmeticError:
        raise ValueError(expected) from None
    if not all(points.is_finite() and 0 <= points <= HUNDRED for points in scale.values()):
        raise ValueError(expected)
    if not all(0 < len(word) <= LONGEST_WORD for word in scale):
        raise ValueError(f"等次名称应为 1 到 {LONGEST_WORD} 个字")
    return scale


@dataclass(frozen=True, slots=True)
class Grade(Plain):
    """Points of the grade × full marks / 100 (domain, scoring methods: grade)."""

    name: ClassVar[str] = "grade"
    label: ClassVar[str] = "等次"
    needs: ClassVar[frozenset[str]] = frozenset({"grade"})

    scale: Mapping[str, Decimal] = field(default_factory=lambda: CUSTOMARY)

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method with its scale (grade → points of 100). Raises ParamError."""
        read = check_params(params, {"scale": _scale})
        return cls(scale=read.get("scale", CUSTOMARY))  # type: ignore[arg-type]  # read by _scale

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        scale = "、".join(f"{word} {plain(points)}" for word, points in self.scale.items())
        return scale if full_marks == HUNDRED else f"（{scale}）× {plain(full_marks)} ÷ 100"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the points of the grade. Raises KeyError for a grade that is not on the scale."""
        assert reading.grade is not None
        points = self.scale[reading.grade]
        if full_marks == HUNDRED:
            return Outcome(points, f"{reading.grade} {points}")
        return Outcome(points * full_marks / HUNDRED, f"{reading.grade} {points} × {full_marks} ÷ 100")
