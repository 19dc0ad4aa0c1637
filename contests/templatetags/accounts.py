"""Spans of time in the words of the account pages."""

from datetime import timedelta

from django import template

register = template.Library()


@register.filter
def minutes(span: timedelta) -> int:
    """Return the whole minutes of a span."""
    return int(span.total_seconds()) // 60
