"""Deadlines: told before they come, and once when they are over."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contests.models import Delivery, Notice
from contests.services.notices.look import look_at_deadlines
from contests.services.periods import reopen_period
from tests.factories import enter, even_scores, make_contest, make_people, month, period_of, release

SHANGHAI = ZoneInfo("Asia/Shanghai")
# September closes when the fifth of October ends.
CLOSES = datetime(2022, 10, 6, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def nothing_else_due(contest, people):
    """July and August are released."""
    for code in ("2022-07", "2022-08"):
        release(month(contest, people, code), people)


def look(now):
    look_at_deadlines(days_before=[2, 1], by_email=False, now=now)


def texts():
    return list(Notice.objects.order_by("pk").values_list("text", flat=True))


def test_nobody_is_told_early(people):
    look(CLOSES - timedelta(days=2, seconds=1))
    assert texts() == []


def test_who_has_not_reported_is_told_two_days_and_one_day_before_and_once_after(contest, people):
    for hours in (48, 40, 25, 24, 10, 1, 0, -1, -71):
        look(CLOSES - timedelta(hours=hours))
    assert texts() == [
        "2022年9月填报还剩 1 天截止（2022-10-05 24:00）：部门0、部门1还缺 4 项",
        "2022年9月填报今天 24:00截止（2022-10-05 24:00）：部门0、部门1还缺 4 项",
        "2022年9月填报已截止（2022-10-05 24:00）：部门0、部门1还缺 4 项",
    ]
    assert set(Notice.objects.values_list("person", flat=True)) == {people.reporter.pk}


def test_what_was_over_for_long_is_no_news():
    look(CLOSES + timedelta(days=3, seconds=1))
    assert texts() == []


def test_who_has_reported_is_not_told(contest):
    enter(contest, even_scores(contest))
    look(CLOSES - timedelta(hours=1))
    assert texts() == []


def test_deadline_that_was_moved_is_told_again(contest, people):
    look(CLOSES)
    until = CLOSES + timedelta(days=5)
    reopen_period(
        period=period_of(contest), until=until, reason="补报", actor=people.office, now=CLOSES + timedelta(hours=1)
    )
    look(until - timedelta(hours=30))
    assert len(texts()) == 2
    look(until)
    assert len(texts()) == 3


def test_group_is_told_once_of_units_only(contest, people, make_robot):
    make_robot()
    look(CLOSES - timedelta(hours=20))
    look(CLOSES - timedelta(hours=19))
    text = Delivery.objects.get().text
    assert text == "【测试竞赛】2022年9月填报今天 24:00截止（2022-10-05 24:00）：部门0、部门1还缺 4 项"


@pytest.mark.parametrize("contests", [1, 4])
def test_looking_costs_the_same_queries_whatever_the_contests(people, django_assert_num_queries, contests):
    for number in range(contests - 1):
        make_people(make_contest(slug=f"c{number}"))
    with django_assert_num_queries(16):
        look(CLOSES - timedelta(hours=20))
