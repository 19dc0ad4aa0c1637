"""销号率: the share of the problems of the ledger that are closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple, Self

from contests.scoring.decimals import plain
from contests.scoring.methods.base import Outcome, Plain, Reading, Setting
from contests.scoring.methods.params import check_params, choice


class Problem(NamedTuple):
    """A problem of the ledger and its days, written 2023-05-31; what has not come about is None."""

    number: str
    assigned_on: str
    due_on: str | None
    closed_on: str | None


@dataclass(frozen=True, slots=True)
class Closure(Plain):
    """W · closed / assigned (domain, scoring methods: closure rate).

    `by`: `assigned` counts what was assigned, and of it what is closed; `due` what fell due, and of it what was closed
    by its due day. `window`: `contest` counts all of it up to the end of the period, `period` what lies in the period.
    """

    name: ClassVar[str] = "closure"
    label: ClassVar[str] = "销号率"
    ledger: ClassVar[bool] = True
    needs: ClassVar[frozenset[str]] = frozenset({"value", "target"})

    by: str = "assigned"
    window: str = "contest"

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method with what it counts. Raises ParamError."""
        readers = {"by": choice("assigned", "due"), "window": choice("contest", "period")}
        return cls(**check_params(params, readers))

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        window = "本期" if self.window == "period" else "累计"
        done, all_of_them = ("按期销号数", "到期数") if self.by == "due" else ("销号数", "交办数")
        return f"{plain(full_marks)} × {done} ÷ {window}{all_of_them}"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the points of so many closed (value) of so many assigned (target)."""
        closed, assigned = reading.value, reading.target
        assert closed is not None
        if not assigned:
            return Outcome(None, f"没有{'到期' if self.by == 'due' else '交办'}的问题，不适用")
        return Outcome(full_marks * closed / assigned, f"{plain(full_marks)} × {plain(closed)} ÷ {plain(assigned)}")


def count(problems: Iterable[Problem], start: str, end: str, closure: Closure) -> Reading:
    """Return how many problems are closed (value) of how many (target) at the end of a period from start to end."""
    closed = counted = 0
    for problem in problems:
        day = problem.due_on if closure.by == "due" else problem.assigned_on
        if day is None or day > end or (closure.window == "period" and day < start):
            continue
        counted += 1
        latest = day if closure.by == "due" else end
        closed += problem.closed_on is not None and problem.closed_on <= latest
    return Reading(Decimal(closed), Decimal(counted))
