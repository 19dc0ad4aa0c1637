"""Qualitative grades: each word has points on a scale of 100."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Self

from contests.scoring.decimals import HUNDRED, plain
from contests.scoring.methods.base import Outcome, Plain, Reading, Setting
from contests.scoring.methods.params import check_params, mapping, percent, word
from contests.scoring.methods.wording import scaled

CUSTOMARY = {"优秀": Decimal(100), "良好": Decimal(80), "一般": Decimal(60), "较差": Decimal(40)}

# A rating keeps the word; its column is so wide.
LONGEST_WORD = 10

_read_scale = mapping(word("等次名称", LONGEST_WORD), percent, "应为「等次: 分值」的对照，分值在 0 到 100 之间")


def _scale(found: object) -> dict[str, Decimal]:
    """Read a scale, best grade first: PostgreSQL does not keep the order in which it was written."""
    return dict(sorted(_read_scale(found).items(), key=lambda grade: (-grade[1], grade[0])))


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
        return cls(**check_params(params, {"scale": _scale}))

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        scale = "、".join(f"{grade} {plain(points)}" for grade, points in self.scale.items())
        return scale if full_marks == HUNDRED else f"（{scale}）{scaled(full_marks).lstrip()}"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the points of the grade. Raises KeyError for a grade that is not on the scale."""
        assert reading.grade is not None
        points = self.scale[reading.grade]
        return Outcome(points * full_marks / HUNDRED, f"{reading.grade} {plain(points)}{scaled(full_marks)}")
