from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from contests.selectors.work.words import closed_words, deadline_words, waiting_words


def at(day, hour=0, minute=0):
    return datetime(2022, 10, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("closes", "now", "words"),
    [
        (at(6), at(3, 9), "还剩 2 天"),
        (at(6), at(4, 23, 59), "还剩 1 天"),
        (at(6), at(5), "今天 24:00"),
        (at(6), at(6), "已逾期 1 天"),
        (at(6), at(8, 1), "已逾期 3 天"),
        (at(6, 18), at(6, 9), "今天 18:00"),
        (at(6, 18), at(5, 23), "还剩 1 天"),
        (at(6, 18), at(6, 18), "今天 18:00 已截止"),
        (at(6, 18), at(7), "已逾期 1 天"),
    ],
)
def test_deadline_as_people_say_it(closes, now, words):
    assert deadline_words(closes, now) == words


def test_deadline_of_others_is_not_one_s_own_fault():
    assert closed_words(at(6), at(5)) == "填报截止：今天 24:00"
    assert closed_words(at(6), at(7)) == "填报已截止 2 天"
    assert closed_words(at(6, 18), at(6, 19)) == "填报今天已截止"


def test_waiting():
    assert waiting_words(at(6, 23), at(6, 23, 30)) == "今天提交"
    assert waiting_words(at(6, 23), at(7)) == "已等待 1 天"
