"""Calling a method as the engine does, and saying what came of it."""

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import strategies as st

from contests.scoring.decimals import CONTEXT, Rounding, settle
from contests.scoring.methods import METHODS
from contests.scoring.methods.base import Outcome, ParamError, Reading, Setting

SETTING = Setting(10, 12, 181, 365, "2022-06")
ROUNDING = Rounding.of()

figures = st.decimals("-100000", "100000", places=4)
tasks = st.decimals("0.0001", "100000", places=4)
marks = st.decimals("0.5", "200", places=1)


def reading(value: Any = None, target: Any = None, parts: tuple[tuple[str, Any], ...] = ()) -> Reading:
    """Return a reading of figures written as text or numbers."""
    return Reading(
        None if value is None else Decimal(value),
        None if target is None else Decimal(target),
        None,
        tuple((name, Decimal(figure)) for name, figure in parts),
    )


def outcome(method: str, read: Reading, full: Any = 100, setting: Setting = SETTING, **params: Any) -> Outcome:
    """Return the outcome of a reading under the parameters."""
    with localcontext(CONTEXT):
        return METHODS[method].parse(params).score(read, Decimal(full), setting)


def score(method: str, read: Reading, full: Any = 100, setting: Setting = SETTING, **params: Any) -> Decimal:
    """Return the points as they are settled before they are rounded."""
    points = outcome(method, read, full, setting, **params).points
    assert points is not None
    return settle(points)


def rounded(method: str, read: Reading, full: Any = 100, setting: Setting = SETTING, **params: Any) -> str:
    """Return the points as a score sheet prints them."""
    return str(ROUNDING.points(score(method, read, full, setting, **params)))


def settled(exact: Fraction) -> Decimal:
    """Return an exact fraction to the 30 places to which the engine settles, without any rounded quotient."""
    return Decimal(round(exact * 10**30)).scaleb(-30, context=CONTEXT)


def faults(method: str, **params: Any) -> dict[str, str]:
    """Return what the parameters are refused for: path → expected."""
    with pytest.raises(ParamError) as caught:
        METHODS[method].parse(params)
    return {fault.name: fault.expected for fault in caught.value.faults}
