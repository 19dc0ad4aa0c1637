from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.enums import DayKind
from contests.exchange.holidays_file import read_holidays
from contests.exchange.presets import HOLIDAYS
from contests.models import Holiday
from contests.selectors.working_days import Window, end_of_window, window_after

DAYS = st.dates(date(2020, 1, 1), date(2024, 12, 31))
# What stands in the printed calendars of the State Council: Mondays to Fridays off, Saturdays and Sundays worked.
CALENDAR = {day.on: day.kind for day in read_holidays(HOLIDAYS.name, HOLIDAYS.read_bytes())}


def worked(day, special):
    """Return whether a day is worked, written another way than the product's."""
    if day in special:
        return special[day] is DayKind.WORKDAY
    return day.isoweekday() not in (6, 7)


@given(start=DAYS, count=st.integers(1, 60), special=st.dictionaries(DAYS, st.sampled_from(DayKind), max_size=80))
def test_window_holds_exactly_so_many_working_days_and_ends_on_one(start, count, special):
    end = end_of_window(start, count, special)
    days = [start + timedelta(days=step) for step in range((end - start).days + 1)]
    assert sum(worked(day, special) for day in days) == count
    assert worked(end, special)


@given(start=DAYS, count=st.integers(1, 40), special=st.dictionaries(DAYS, st.sampled_from(DayKind), max_size=40))
def test_one_working_day_more_ends_later(start, count, special):
    assert end_of_window(start, count, special) < end_of_window(start, count + 1, special)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2022, 10, 15), 5, date(2022, 10, 21)),  # from a Saturday
        (date(2022, 9, 30), 1, date(2022, 9, 30)),
        (date(2022, 9, 30), 2, date(2022, 10, 8)),  # National Day, then a Saturday that is worked
        (date(2022, 10, 1), 5, date(2022, 10, 12)),
        (date(2022, 1, 28), 3, date(2022, 1, 30)),  # a Saturday and a Sunday that are worked before Spring Festival
        (date(2020, 1, 22), 3, date(2020, 2, 3)),  # the holidays that were prolonged in 2020
        (date(2022, 12, 30), 2, date(2023, 1, 3)),  # over the year
        (date(2023, 9, 28), 3, date(2023, 10, 8)),
    ],
)
def test_window_by_the_calendars_of_the_state_council(start, count, end):
    assert end_of_window(start, count, CALENDAR) == end


def test_make_up_days_are_weekends_and_every_year_has_its_seven_holidays():
    assert [day for day, kind in CALENDAR.items() if kind == DayKind.WORKDAY and day.isoweekday() < 6] == []
    assert {day.year for day in CALENDAR} == {2020, 2021, 2022, 2023}
    for year in (2020, 2021, 2022, 2023):
        for month, day in ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3)):
            assert CALENDAR[date(year, month, day)] == DayKind.HOLIDAY


@pytest.mark.django_db
def test_window_names_the_years_that_nobody_has_told():
    Holiday.objects.create(date=date(2022, 1, 1), kind=DayKind.HOLIDAY, name="元旦")
    assert window_after(date(2022, 12, 28), 5) == Window(date(2023, 1, 4), (2023,))
    assert window_after(date(2022, 6, 1), 5) == Window(date(2022, 6, 8), ())
    assert window_after(date(2022, 6, 1), 0) is None
