import pytest
import time_machine
from django.urls import reverse

from contests.models import Period
from tests.factories import make_contest

PERIOD = reverse("office:period", args=["bisai", "2022-09"])
REOPEN = reverse("office:reopen", args=["bisai", "2022-09"])
GOOD = {"until": "2022-10-20T18:00", "reason": "补报招商数据"}


@pytest.fixture(autouse=True)
def after_the_deadline():
    with time_machine.travel("2022-10-14 01:00:00+00:00"):
        yield


def test_office_opens_the_period_again(as_):
    page = as_("office").post(REOPEN, GOOD, follow=True).content.decode()
    assert "2022年9月已重新开放填报" in page
    assert "2022-10-20 18:00" in page
    assert "补报招商数据" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": ""}, "请写明原因"),
        ({"until": ""}, "请选择截止时间"),
        ({"until": "明天"}, "请选择日期和时间"),
        ({"until": "2022-10-01T18:00"}, "须在现在之后"),
        ({"until": "0202-10-20T18:00"}, "须在现在之后、一年之内"),
        ({"until": "2999-10-20T18:00"}, "须在现在之后、一年之内"),
        ({"reason": "补" * 201}, "原因最长 200 字"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_kept(as_, changes, words):
    response = as_("office").post(REOPEN, GOOD | changes)
    page, sent = response.content.decode(), GOOD | changes
    assert (response.status_code, words in page, "<details open>" in page) == (422, True, True)
    assert not sent["reason"] or f'value="{sent["reason"]}"' in page
    assert not sent["until"] or f'value="{sent["until"]}"' in page
    assert not Period.objects.filter(reopened_until__isnull=False).exists()


def test_open_period_is_not_offered_to_be_opened(as_):
    with time_machine.travel("2022-10-02 01:00:00+00:00"):
        assert REOPEN not in as_("office").get(PERIOD).content.decode()


@pytest.mark.parametrize("role", ["reporter", "reviewer", "leader"])
def test_only_the_office_reopens(as_, role):
    assert as_(role).post(REOPEN, GOOD).status_code == 404


def test_period_of_another_park_is_not_there(as_):
    make_contest(slug="bieren")
    assert as_("office").post(REOPEN.replace("bisai", "bieren"), GOOD).status_code == 404


def test_get_changes_nothing(as_):
    assert as_("office").get(REOPEN).status_code == 302
