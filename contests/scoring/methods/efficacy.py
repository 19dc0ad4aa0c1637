"""功效系数: where a value stands between the unacceptable and the satisfying one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from contests.scoring.decimals import HUNDRED, ZERO, plain
from contests.scoring.methods.base import Outcome, ParamFault, Plain, Reading, Setting
from contests.scoring.methods.params import check_params, flag, not_negative, number, positive
from contests.scoring.methods.wording import operand, scaled


def _clashes(params: Mapping[str, object], read: Mapping[str, Any]) -> Iterator[ParamFault]:
    if "lower" in read and "upper" in read and read["lower"] >= read["upper"]:
        yield ParamFault("lower", params["lower"], f"应小于 upper（{plain(read['upper'])}）")


@dataclass(frozen=True, slots=True)
class Efficacy(Plain):
    """((A − L) / (U − L)·C + D), held within 0 to C + D, × W / 100 (domain, scoring methods: efficacy).

    `reverse`, less is better: U is the unacceptable value and L the satisfying one.
    """

    name: ClassVar[str] = "efficacy"
    label: ClassVar[str] = "功效系数"

    lower: Decimal
    upper: Decimal
    c: Decimal = Decimal(40)
    d: Decimal = Decimal(60)
    reverse: bool = False

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method with L (lower), U (upper), C, D and its direction. Raises ParamError."""
        readers = {"lower": number, "upper": number, "c": positive, "d": not_negative, "reverse": flag}
        return cls(**check_params(params, readers, required=("lower", "upper"), clashes=_clashes))

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        worst, best = (self.upper, self.lower) if self.reverse else (self.lower, self.upper)
        values = f"满意值 {plain(best)}，不允许值 {plain(worst)}"
        return f"{self._written('完成数', full_marks)}，功效系数限于 0 到 {plain(self.c + self.d)}（{values}）"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the points; one division only, so that nothing is rounded on the way."""
        value = reading.value
        assert value is not None
        span = self.upper - self.lower
        gone = self.upper - value if self.reverse else value - self.lower
        reached, most = gone * self.c + self.d * span, self.c + self.d
        if reached > most * span:
            return Outcome(
                most * full_marks / HUNDRED, f"{plain(most)}{scaled(full_marks)}（完成 {plain(value)}，封顶）"
            )
        if reached < 0:
            return Outcome(ZERO, f"0（完成 {plain(value)}，最低 0）")
        shown = operand(value) if self.reverse else plain(value)
        return Outcome(reached * full_marks / (span * HUNDRED), self._written(shown, full_marks))

    def _written(self, value: str, full_marks: Decimal) -> str:
        lower, upper = operand(self.lower), plain(self.upper)
        gone = f"({upper} − {value})" if self.reverse else f"({value} − {lower})"
        coefficient = f"{gone} ÷ ({upper} − {lower}) × {plain(self.c)} + {plain(self.d)}"
        return coefficient if full_marks == HUNDRED else f"({coefficient}){scaled(full_marks)}"
