"""Completion: done over task, up to a cap, or with a bonus for what is done over the task."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple, Self

from contests.scoring.decimals import HUNDRED, ONE, plain
from contests.scoring.methods.base import NO_TARGET, Outcome, ParamFault, Plain, Reading, Setting
from contests.scoring.methods.params import check_params, flag, or_none, positive
from contests.scoring.methods.wording import operand


class Bonus(NamedTuple):
    """`step` points for each `unit` percentage points over the task, at most `limit` (None: no limit).

    `whole`: a unit counts when it is full; otherwise in proportion.
    """

    unit: Decimal
    step: Decimal
    limit: Decimal | None = None
    whole: bool = True

    def rule(self) -> str:
        """Return the rule in words."""
        each, how = ("每满", "") if self.whole else ("每", "，按比例计")
        limit = "不设上限" if self.limit is None else f"最多加 {plain(self.limit)}"
        return f"超过任务的部分{each} {plain(self.unit)} 个百分点加 {plain(self.step)}{how}，{limit}"

    def score(self, value: Decimal, target: Decimal, full_marks: Decimal) -> Outcome:
        """Return full marks and the bonus of a value over its target."""
        marks, done, task = plain(full_marks), plain(value), plain(target)
        # Units over the task, kept as a fraction: no full unit hangs on a rounded quotient.
        over, unit = HUNDRED * (value - target), self.unit * target
        if self.whole:
            over, unit = over // unit, ONE
        if self.limit is not None and self.step * over > self.limit * unit:
            return Outcome(
                full_marks + self.limit, f"{marks} + {plain(self.limit)}（完成 {done} / 任务 {task}，加分封顶）"
            )
        points = (full_marks * unit + self.step * over) / unit
        if self.whole:
            note = f"（完成 {done} / 任务 {task}，每满 {plain(self.unit)} 个百分点一档，超 {plain(over)} 档）"
            return Outcome(points, f"{marks} + {plain(self.step)} × {plain(over)}{note}")
        return Outcome(points, f"{marks} + {plain(self.step)} × ({done} ÷ {task} − 1) × 100 ÷ {plain(self.unit)}")


def _bonus(found: object) -> Bonus:
    if not isinstance(found, Mapping):
        raise ValueError("应为 unit、step、limit、whole 的对照")
    readers = {"unit": positive, "step": positive, "limit": or_none(positive), "whole": flag}
    return Bonus(**check_params(found, readers, required=("unit", "step")))


def _clashes(params: Mapping[str, object], read: Mapping[str, Any]) -> Iterator[ParamFault]:
    if "bonus" in params and read.get("cap", ONE) != 1:
        yield ParamFault("cap", params["cap"], "有超额加分（bonus）时按 100% 封顶，不能另设")


@dataclass(frozen=True, slots=True)
class Completion(Plain):
    """W · min(A / T, cap), or W · min(A / T, 1) and a bonus (domain, scoring methods: completion, with bonus).

    Cap None means that the rate has no ceiling.
    """

    name: ClassVar[str] = "completion"
    label: ClassVar[str] = "完成率"
    needs: ClassVar[frozenset[str]] = frozenset({"value", "target"})

    cap: Decimal | None = ONE
    bonus: Bonus | None = None

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method with its cap or bonus. Raises ParamError."""
        return cls(**check_params(params, {"cap": or_none(positive), "bonus": _bonus}, clashes=_clashes))

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        cap = "不封顶" if self.cap is None else f"封顶 {plain(self.cap * HUNDRED)}%"
        bonus = "" if self.bonus is None else f"；{self.bonus.rule()}"
        return f"{plain(full_marks)} × 完成数 ÷ 任务数，{cap}{bonus}"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the points; no task, or a task of 0, means that the criterion does not apply."""
        value, target = reading.value, reading.target
        assert value is not None
        if not target:
            return NO_TARGET
        if self.bonus is not None and value > target:
            return self.bonus.score(value, target, full_marks)
        marks, done, task = plain(full_marks), plain(value), plain(target)
        if self.cap is not None and value > target * self.cap:
            return Outcome(full_marks * self.cap, f"{marks} × {plain(self.cap)}（完成 {done} / 任务 {task}，封顶）")
        return Outcome(full_marks * value / target, f"{marks} × {operand(value)} ÷ {task}")
