"""The phrases that formulas are made of."""

from collections.abc import Iterable

NOTHING = '""'


def quoted(text: str) -> str:
    """Return a text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'


def units(exact: str, places: str) -> str:
    """Return an exact value in units of its last place, cleared of the dust of binary fractions.

    What lies beyond the 14th digit, or the 8th place of a unit, is dust: a half is then exactly a half.
    """
    moved = f"{exact}*10^{places}"
    return f"ROUND({moved},MIN(8,13-INT(LOG10(1+ABS({moved})))))"


def rounded(units: str, places: str, mode: str) -> str:
    """Return the number of so many units, rounded half up (away from zero) or half even."""
    if mode == "half_even":
        return f"IF({units}-INT({units})=0.5,2*ROUND({units}/2,0),ROUND({units},0))/10^{places}"
    return f"ROUND({units},0)/10^{places}"


def same_number(one: str, other: str) -> str:
    """Return whether two cells hold the same number, or neither holds one."""
    return f"IF(ISNUMBER({other}),AND(ISNUMBER({one}),{one}={other}),NOT(ISNUMBER({one})))"


def plus(terms: Iterable[str]) -> str:
    """Return the sum of some terms, 0 of none."""
    return "+".join(terms) or "0"
