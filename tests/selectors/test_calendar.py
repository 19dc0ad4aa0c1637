"""Which periods close in which: asked of the database and of what was read from it alike."""

import pytest
from django.db.models import Exists

from contests.models import Period
from contests.selectors.calendar import closes_in, closing_in, closing_in_outer
from contests.selectors.office import period_lines
from tests.factories import NOW, make_contest, make_people, month

pytestmark = pytest.mark.django_db

YEAR = {"starts_on": "2022-01-01", "ends_on": "2022-12-31", "ranked": ["month", "quarter"], "black_days": 0}


def test_both_ways_to_ask_agree_on_every_pair_of_periods():
    contest = make_contest(calendar=YEAR)
    periods = list(contest.periods.all())
    for longer in periods:
        asked = set(Period.objects.filter(closing_in(longer), contest=contest).values_list("code", flat=True))
        assert asked == {one.code for one in periods if closes_in(one.cadence, one.ends_on, longer)}
    assert {one.cadence for one in periods} >= {"month", "quarter"}


def test_asked_in_a_subquery_it_is_the_same():
    contest = make_contest(calendar=YEAR)
    periods = list(contest.periods.all())
    for one in periods:
        inside = Period.objects.filter(closing_in_outer("", ""), pk=one.pk)
        asked = set(Period.objects.filter(Exists(inside), contest=contest).values_list("code", flat=True))
        assert asked == {longer.code for longer in periods if closes_in(one.cadence, one.ends_on, longer)}


def test_desk_counts_the_figures_of_its_months_in_a_quarter():
    contest = make_contest(calendar=YEAR)
    month(contest, make_people(contest), "2022-08")
    lines = {line.period.code: line.approved for line in period_lines([contest], NOW)[contest.pk]}
    assert lines["2022-Q3"] == lines["2022-08"] == 6
