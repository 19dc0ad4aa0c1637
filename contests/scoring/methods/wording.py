"""The words that formulas and rules share."""

from decimal import Decimal

from contests.scoring.decimals import plain


def operand(value: Decimal) -> str:
    """Return a value as it follows an operator: 3, (-3)."""
    return f"({plain(value)})" if value < 0 else plain(value)


def signed(value: Decimal) -> str:
    """Return a value with its sign, as it follows another in a sum: + 3, − 3."""
    return f"{'−' if value < 0 else '+'} {plain(abs(value))}"


def scaled(full_marks: Decimal) -> str:
    """Return the step from a scale of 100 to full marks: × 20 ÷ 100; nothing where these are 100."""
    return "" if full_marks == 100 else f" × {plain(full_marks)} ÷ 100"
