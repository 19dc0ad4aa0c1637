"""Counting working days by the table of holidays and make-up days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from contests.enums import DayKind
from contests.models import Holiday

SATURDAY = 5


def is_weekend(day: date) -> bool:
    """Return whether a day is a Saturday or a Sunday."""
    return day.weekday() >= SATURDAY


def end_of_window(start: date, days: int, special: Mapping[date, DayKind]) -> date:
    """Return the last of so many (at least one) working days, of which the first is `start` or the next one after it.

    `special` has the days that are not what their day of the week says.
    """
    day = start
    left = days - _works(day, special)
    while left > 0:
        day += timedelta(days=1)
        left -= _works(day, special)
    return day


def _works(day: date, special: Mapping[date, DayKind]) -> bool:
    kind = special.get(day)
    return kind == DayKind.WORKDAY if kind else not is_weekend(day)


@dataclass(frozen=True, slots=True)
class Window:
    """Until when one may object to an issue, and the years in it whose holidays nobody has told."""

    until: date
    unknown_years: tuple[int, ...]


def window_after(released_on: date, days: int) -> Window | None:
    """Return the window of so many working days from the day after a release, None for none: one query."""
    if not days:
        return None
    start = released_on + timedelta(days=1)
    special = {day.date: DayKind(day.kind) for day in Holiday.objects.filter(date__year__gte=start.year)}
    until = end_of_window(start, days, special)
    known = {day.year for day in special}
    return Window(until, tuple(year for year in range(start.year, until.year + 1) if year not in known))
