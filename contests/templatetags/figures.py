"""Figures as people write them."""

from decimal import Decimal

from django import template

from contests.scoring.decimals import plain

register = template.Library()


@register.filter
def figure(value: Decimal | None) -> str:
    """Return a figure without trailing zeros, nothing for None."""
    return "" if value is None else plain(value)
