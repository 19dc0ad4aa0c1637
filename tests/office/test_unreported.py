import pytest
import time_machine
from django.urls import reverse

from contests.enums import Role
from contests.models import Department, Entrant, Notice, User
from tests.factories import NOW, enter, even_scores, make_contest, make_people

PAGE = reverse("office:unreported", args=["bisai", "2022-09"])
NUDGE = reverse("office:nudge", args=["bisai", "2022-09"])


@pytest.fixture(autouse=True)
def in_october():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def unit_reporter(contest, people):
    people.reporter.memberships.all().delete()
    user = User.objects.create(username="danwei", display_name="王某", email="wang@park.gov.cn")
    user.memberships.create(department=Department.objects.get(code="bisai-d0"), role=Role.REPORTER)
    return user


def test_page_shows_how_much_is_missing_what_and_who_reports_it(as_, unit_reporter):
    page = as_("office").get(PAGE).content.decode()
    assert "已报 0 / 2 项，2 个单位未报齐" in page
    assert "填报截止 2022-10-05 24:00（已逾期 9 天）" in page
    assert "王某" in page
    assert "wang@park.gov.cn" in page
    assert "没有人负责" in page


def test_page_when_all_is_reported(as_, contest, people):
    enter(contest, even_scores(contest))
    page = as_("office").get(PAGE).content.decode()
    assert "2 项已全部填报" in page
    assert "催报全部" not in page


def test_pressing_all_and_again_within_the_hour(as_, contest, people):
    client = as_("office")
    page = client.post(NUDGE, follow=True).content.decode()
    assert "已催报 1 人" in page
    assert "上次 10-14 16:00" in page
    page = client.post(NUDGE, follow=True).content.decode()
    assert "1 人一小时内已催过，本次未再通知" in page
    assert Notice.objects.count() == 1


def test_pressing_one_unit(as_, contest, unit_reporter):
    client = as_("office")
    assert "没有填报员" in client.post(NUDGE, {"entrant": entrant("e1")}, follow=True).content.decode()
    assert "已催报 1 人" in client.post(NUDGE, {"entrant": entrant("e0")}, follow=True).content.decode()
    assert Notice.objects.get().person == unit_reporter


def entrant(code, slug="bisai"):
    return Entrant.objects.get(contest__slug=slug, code=code).pk


@pytest.mark.parametrize("wrong", ["x", "9" * 9, "-1", "²"])
def test_pressing_a_unit_that_is_not_there(as_, people, wrong):
    assert as_("office").post(NUDGE, {"entrant": wrong}).status_code == 404


def test_pressing_a_unit_of_another_contest(as_, people):
    make_contest(slug="bieren")
    assert as_("office").post(NUDGE, {"entrant": entrant("e0", "bieren")}).status_code == 404


def test_period_that_has_not_begun_is_not_there(as_, people):
    address = reverse("office:unreported", args=["bisai", "2022-11"])
    assert as_("office").get(address).status_code == 404


@pytest.mark.parametrize("entrants", [1, 30])
def test_page_costs_the_same_queries_whatever_its_units(client, db, django_assert_num_queries, entrants):
    people = make_people(make_contest(entrants=entrants, criteria=3))
    client.force_login(people.office)
    with django_assert_num_queries(15):
        client.get(PAGE)
