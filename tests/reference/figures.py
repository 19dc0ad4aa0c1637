"""Exact figures: fractions from the text of a document, and rounding as it is done by hand."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

HALF = Fraction(1, 2)


def figure(text: Any) -> Fraction | None:
    return None if text is None else Fraction(str(text))


def given(params: Mapping[str, Any], name: str, usual: Any = None) -> Fraction | None:
    return figure(params.get(name, usual))


def mean(values: Iterable[Fraction]) -> Fraction:
    values = list(values)
    return sum(values, Fraction(0)) / len(values)


def held(value: Fraction, least: Fraction | None, most: Fraction | None) -> Fraction:
    """Return the value, not below the least and not above the most."""
    if least is not None:
        value = max(value, least)
    return value if most is None else min(value, most)


def rounded(value: Fraction, places: int, mode: str) -> Fraction:
    """Return the value with so many places; a half goes up, or to the even neighbour, in size: -0.5 becomes -1."""
    size = abs(value) * 10**places
    units = size.numerator // size.denominator
    rest = size - units
    if rest > HALF or (rest == HALF and (mode == "half_up" or units % 2 == 1)):
        units += 1
    return Fraction(units, 10**places) * (1 if value > 0 else -1)
