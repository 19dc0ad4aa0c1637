"""Shortfall: full marks for the task, so much off for each one short of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from contests.scoring.decimals import ZERO, plain
from contests.scoring.methods.base import NO_TARGET, Outcome, Plain, Reading, Setting
from contests.scoring.methods.params import check_params, flag, not_negative, positive
from contests.scoring.methods.wording import operand


@dataclass(frozen=True, slots=True)
class Shortfall(Plain):
    """W where A ≥ T, else max(floor, W − k·(T − A)); `reverse` swaps A and T (domain, scoring methods: shortfall).

    A floor above the full marks, as a division with fewer of them may have it, is as high as these.
    """

    name: ClassVar[str] = "shortfall"
    label: ClassVar[str] = "差额扣分"
    needs: ClassVar[frozenset[str]] = frozenset({"value", "target"})

    k: Decimal
    floor: Decimal = ZERO
    reverse: bool = False

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method with k (points for each one short), floor (points) and direction. Raises ParamError."""
        readers = {"k": positive, "floor": not_negative, "reverse": flag}
        return cls(**check_params(params, readers, required=("k",)))

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        met, gap = ("不高", "每多 1") if self.reverse else ("不低", "每差 1")
        marks, floor = plain(full_marks), plain(min(self.floor, full_marks))
        return f"完成数{met}于任务数得 {marks}，{gap} 扣 {plain(self.k)}，最低 {floor}"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the points; without a task the criterion does not apply."""
        value, target = reading.value, reading.target
        assert value is not None
        if not target:
            return NO_TARGET
        marks, floor = plain(full_marks), min(self.floor, full_marks)
        more, less = (value, target) if self.reverse else (target, value)
        if more <= less:
            return Outcome(full_marks, f"{marks}（完成 {plain(value)}，任务 {plain(target)}，达标）")
        points = full_marks - self.k * (more - less)
        step = f"{marks} − {plain(self.k)} × ({plain(more)} − {operand(less)})"
        return Outcome(points, step) if points >= floor else Outcome(floor, f"{plain(floor)}（{step}，保底）")
