"""Exact decimals: reading them, writing them plainly, rounding them once."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)

# Sixty digits carry any product of our 15-digit figures; see `settle` for what quotients leave behind.
CONTEXT = Context(prec=60, rounding=ROUND_HALF_EVEN)
SETTLED = ONE.scaleb(-30)

MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN}


def settle(value: Decimal) -> Decimal:
    """Return the value with the dust of non-terminating quotients swept off.

    1/3 + 2/3 comes out as 0.99…9 in any number of digits; left so, a tie such as 0.005 would round down.
    A true difference of our figures is never as small as the 30th place, so sweeping cannot make a tie either.
    """
    return value.quantize(SETTLED, ROUND_HALF_EVEN, CONTEXT)


@dataclass(frozen=True, slots=True)
class Rounding:
    """Places of a criterion and of a published score, and the mode (domain: half up unless the contest says so)."""

    criterion: Decimal
    total: Decimal
    mode: str

    @classmethod
    def of(cls, *, criterion_places: int = 2, total_places: int = 2, mode: str = "half_up") -> "Rounding":
        """Return the rounding for the given numbers of decimal places. Raises KeyError for an unknown mode."""
        return cls(ONE.scaleb(-criterion_places), ONE.scaleb(-total_places), MODES[mode])

    def points(self, value: Decimal, places: Decimal | None = None) -> Decimal:
        """Return a criterion's points rounded to places of its own (0.1 for one), else to the contest's."""
        return _unsigned(settle(value).quantize(places or self.criterion, self.mode, CONTEXT))

    def score(self, value: Decimal) -> Decimal:
        """Return a dimension's score or a total rounded to the published places."""
        return _unsigned(settle(value).quantize(self.total, self.mode, CONTEXT))


def _unsigned(value: Decimal) -> Decimal:
    """Return the value; what rounds to nothing from below is nothing, not −0.00."""
    return value or abs(value)


def plain(value: Decimal) -> str:
    """Return the value without trailing zeros and without an exponent: 18.5000 → 18.5."""
    text = str(value)
    if "E" in text:  # seldom; str() takes half the time of a format
        text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
