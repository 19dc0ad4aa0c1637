from datetime import timedelta

import pytest

from contests.enums import RatingStatus
from contests.models import Rating
from contests.selectors.missing import cells_of
from contests.selectors.open_periods import wanted_periods
from contests.services.contests import store_contest
from contests.services.periods import reopen_period
from tests.factories import NOW, contest_spec, enter, make_contest, make_people, month, period_of, release

pytestmark = pytest.mark.django_db


def named(contest, found):
    """Return missing cells by code."""
    entrants = dict(contest.entrants.values_list("pk", "code"))
    criteria = dict(contest.criteria.values_list("pk", "code"))
    return [(entrants[entrant], criteria[criterion]) for entrant, criterion in found.missing]


def missing(contest, code="2022-09", entrants=None):
    period = period_of(contest, code)
    return named(contest, cells_of([period], entrants)[period.pk])


def test_nothing_is_reported_at_first():
    contest = make_contest(entrants=2, criteria=2)
    assert missing(contest) == [("e0", "k0"), ("e0", "k1"), ("e1", "k0"), ("e1", "k1")]


@pytest.mark.parametrize("status", RatingStatus)
def test_figure_that_is_begun_or_sent_back_is_missing_still(status):
    contest = make_contest(entrants=1, criteria=1)
    enter(contest, {"e0": {"k0": 18}}, by=make_people(contest).reporter)
    approver = make_people(contest).reviewer if status == RatingStatus.APPROVED else None
    Rating.objects.update(status=status, approved_by=approver)
    still = status in (RatingStatus.DRAFT, RatingStatus.RETURNED)
    assert missing(contest) == ([("e0", "k0")] if still else [])


def test_some_entrants_only():
    contest = make_contest(entrants=3, criteria=1)
    assert missing(contest, entrants={contest.entrants.get(code="e1").pk}) == [("e1", "k0")]


def test_what_the_ledger_counts_is_not_entered():
    spec = contest_spec(entrants=1, criteria=1)
    ledger = {"code": "xh", "name": "销号率", "full_marks": 20, "cadence": "month", "method": "closure", "params": {}}
    spec["dimensions"][0]["criteria"].append({**spec["dimensions"][0]["criteria"][0], **ledger})
    contest = store_contest(spec=spec, actor=None)
    assert missing(contest) == [("e0", "k0")]


def test_criterion_is_missing_in_periods_of_its_cadence_only():
    contest = make_contest(entrants=1, criteria=1, calendar={
        "starts_on": "2022-07-01", "ends_on": "2022-12-31", "ranked": ["month", "quarter"]})  # fmt: skip
    assert missing(contest, "2022-Q3") == []


def test_entrant_is_missing_from_the_day_it_joins():
    spec = contest_spec(entrants=2, criteria=1)
    spec["entrants"][1]["joins_on"] = "2022-10-03"
    contest = store_contest(spec=spec, actor=None)
    assert missing(contest, "2022-09") == [("e0", "k0")]
    assert missing(contest, "2022-10") == [("e0", "k0"), ("e1", "k0")]


def test_criteria_are_those_of_the_rules_in_force():
    store_contest(spec=contest_spec(entrants=1, criteria=1), actor=None)
    contest = store_contest(spec=contest_spec(entrants=1, criteria=2, rules_from="2022-10-01"), actor=None)
    assert missing(contest, "2022-09") == [("e0", "k0")]
    assert missing(contest, "2022-10") == [("e0", "k0"), ("e0", "k1")]


@pytest.mark.parametrize("contests", [1, 4])
def test_missing_costs_four_queries_whatever_the_contests(django_assert_num_queries, contests):
    for number in range(contests):
        make_contest(slug=f"c{number}")
    periods = wanted_periods(None, NOW)
    assert len(periods) == 4 * contests
    with django_assert_num_queries(4):
        assert sum(len(found.missing) for found in cells_of(periods).values()) == 24 * contests


def wanted(now=NOW, **options):
    return [period.code for period in wanted_periods(None, now, **options)]


def test_periods_are_wanted_once_begun_until_released():
    contest = make_contest(entrants=2, criteria=1)
    assert wanted() == ["2022-07", "2022-08", "2022-09", "2022-10"]
    assert wanted(since=NOW - timedelta(days=10)) == ["2022-09", "2022-10"]
    people = make_people(contest)
    issue = month(contest, people)
    release(issue, people)
    assert wanted() == ["2022-07", "2022-08", "2022-10"]
    reopen_period(period=issue, until=NOW + timedelta(days=1), reason="更正", actor=people.office, now=NOW)
    assert wanted() == ["2022-07", "2022-08", "2022-09", "2022-10"]
    assert wanted(NOW + timedelta(days=2)) == ["2022-07", "2022-08", "2022-10"]


def test_week_is_released_with_its_month():
    spec = contest_spec(entrants=2, criteria=1)
    spec["dimensions"][0]["criteria"][0]["cadence"] = "week"
    contest = store_contest(spec=spec, actor=None)
    before, people = wanted(), make_people(contest)
    month(contest, people, "2022-W38", {"e0": {"k0": 18}, "e1": {"k0": 17}})
    release(period_of(contest), people)
    gone = [code for code in before if code not in wanted()]
    assert gone == ["2022-W35", "2022-W36", "2022-W37", "2022-W38", "2022-09"]


def test_year_is_not_wanted_in_its_january():
    calendar = {"starts_on": "2022-01-01", "ends_on": "2022-12-31", "ranked": ["year"]}
    spec = contest_spec(entrants=1, criteria=1, calendar=calendar)
    spec["dimensions"][0]["criteria"][0]["cadence"] = "year"
    store_contest(spec=spec, actor=None)
    assert wanted() == []
    assert wanted(NOW + timedelta(days=60)) == ["2022"]
