"""What the formulas of one reading may look at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from contests.exchange.audit_workbook.params_table import ParamsTable
from contests.scoring.rules import Criterion


@dataclass(frozen=True, slots=True)
class Cells:
    """The addresses of a reading's figures.

    `reported` is empty where there is no reading, `word` where it does not say why there is no figure, `parts` where
    there are none. `step` is where the first formula stands, for the second to take up. `period` gives the address of
    what is known of the reading's period; `better` the formula that counts those of the division whose value in the
    same period is more (">") or less ("<") than this one's.
    """

    criterion: Criterion
    params: ParamsTable
    reported: str
    word: str
    value: str
    target: str
    grade: str
    parts: str
    marks: str
    step: str
    month: str
    period: Callable[[str], str]
    better: Callable[[str], str]

    def at(self, *path: str | int) -> str:
        """Return the address of a parameter: its name, or the path of an inner one."""
        return self.params.at(self.criterion, *path)

    def option(self, name: str) -> Any:
        """Return what a parameter says, where it decides on the shape of a formula; None where it is not given."""
        return getattr(self.criterion.method, name)


class Steps(NamedTuple):
    """The formulas of a reading's points: a first step, empty where none is needed, and the points."""

    first: str
    points: str
