"""What a scoring method is: typed parameters, the figures it needs, and points with their formula."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, NamedTuple, Protocol, Self


class Reading(NamedTuple):
    """One reported figure of one entrant, criterion and period; what was not reported is None.

    `parts` are the figures that together make one: an assessor's name and points, a fault and how often it was found.
    """

    value: Decimal | None
    target: Decimal | None = None
    grade: str | None = None
    parts: tuple[tuple[str, Decimal], ...] = ()


class Setting(NamedTuple):
    """What a method may know beside the reading: how far the contest has come, and how the others stand.

    Months and days gone at the end of the reading's period, of all of the contest; `month` is the last of them, written
    2022-09. `peers` are the values of every entrant of the division in the same criterion and period, this one's too.
    """

    months_gone: int
    months_all: int
    days_gone: int = 0
    days_all: int = 0
    month: str = ""
    peers: tuple[Decimal, ...] = ()


class Outcome(NamedTuple):
    """Points before rounding (None: this criterion does not apply) and how they came about, in Chinese."""

    points: Decimal | None
    formula: str


NO_TARGET = Outcome(None, "任务数为空或 0，不适用")


class ParamFault(NamedTuple):
    """One wrong parameter of a method: its name or path, what was found, what was expected (Chinese)."""

    name: str
    found: object
    expected: str

    def under(self, name: str) -> Self:
        """Return the fault of an inner parameter as one of the outer: `from` under `[1]` is `[1].from`."""
        return self._replace(name=f"{name}{self.name}" if self.name.startswith("[") else f"{name}.{self.name}")


class ParamError(ValueError):
    """Raised with every fault of a method's parameters at once."""

    def __init__(self, faults: list[ParamFault]) -> None:
        """Keep the faults for the caller that knows the path in the file."""
        super().__init__("; ".join(f"{fault.name}: {fault.expected}" for fault in faults))
        self.faults = faults


class Method(Protocol):
    """A way to turn readings into points; one file each in this package.

    `relative` methods compare an entrant with its peers. `bounded` ones take no value outside 0 to full marks.
    `ledger` ones count the problems of the ledger: their figures are not entered.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    relative: ClassVar[bool]
    bounded: ClassVar[bool]
    ledger: ClassVar[bool]

    @property
    def needs(self) -> frozenset[str]:
        """Return which figures of a reading must be there: `value`, `target`, `grade`, `parts`."""

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method with its parameters. Raises ParamError naming every wrong one."""

    def rule(self, full_marks: Decimal) -> str:
        """Return in one line of Chinese how points are made, with the parameters put in."""

    def check_parts(self, parts: Sequence[tuple[str, Decimal]]) -> None:
        """Raise ValueError, saying what was expected, for parts that cannot be scored."""

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the unrounded points of a reading that has every figure in `needs`."""


class Plain:
    """What most methods are: they look at the value alone, at nobody else, and bound nothing."""

    relative: ClassVar[bool] = False
    bounded: ClassVar[bool] = False
    ledger: ClassVar[bool] = False
    needs: ClassVar[frozenset[str]] = frozenset({"value"})

    def check_parts(self, parts: Sequence[tuple[str, Decimal]]) -> None:
        """Take any: a method that needs no parts is given none."""
