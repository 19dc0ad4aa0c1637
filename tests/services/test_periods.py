from datetime import timedelta

import pytest

from contests.errors import ForbiddenError, NotReadyError
from contests.models import AuditEvent
from contests.selectors.calendar import awaiting_first_run
from contests.services.entry import must_be_open
from contests.services.periods import reopen_period
from tests.factories import NOW, make_contest, make_people, month, period_of

LATER = NOW + timedelta(days=2)


@pytest.fixture
def contest(db):
    return make_contest(entrants=2, criteria=1)


@pytest.fixture
def people(contest):
    return make_people(contest)


def reopen(contest, actor, *, until=LATER, reason="补报招商数据", now=NOW):
    reopen_period(period=period_of(contest), until=until, reason=reason, actor=actor, now=now)


def test_reopened_period_takes_figures_until_its_moment(contest, people):
    period = period_of(contest)
    with pytest.raises(ForbiddenError, match="2022-09 填报已截止"):
        must_be_open({period.pk}, NOW)
    reopen(contest, people.office)
    must_be_open({period.pk}, NOW)
    with pytest.raises(ForbiddenError):
        must_be_open({period.pk}, LATER)


def test_reopening_is_in_the_log_with_the_reason(contest, people):
    before = period_of(contest).closes_at
    reopen(contest, people.office)
    event = AuditEvent.objects.get(action="period.reopened")
    assert event.actor == people.office
    assert event.details == {"old": before.isoformat(), "new": LATER.isoformat(), "reason": "补报招商数据"}


@pytest.mark.parametrize("name", ["reporter", "reviewer", "leader"])
def test_only_the_office_reopens(contest, people, name):
    with pytest.raises(ForbiddenError, match="竞赛办"):
        reopen(contest, getattr(people, name))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": " "}, "须写明原因"),
        ({"until": NOW}, "须在现在之后"),
        ({"now": NOW - timedelta(days=30)}, "尚未截止"),
    ],
)
def test_reopening_that_makes_no_sense_is_refused(contest, people, changes, words):
    with pytest.raises(NotReadyError, match=words):
        reopen(contest, people.office, **changes)


def test_reopened_period_is_not_computed_by_the_calendar_before_it_closes_again(contest, people):
    month(contest, people)
    assert awaiting_first_run(NOW) == [period_of(contest)]
    reopen(contest, people.office)
    assert awaiting_first_run(NOW) == []
    assert awaiting_first_run(LATER) == [period_of(contest)]
