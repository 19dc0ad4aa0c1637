import pytest
import time_machine
from django.urls import reverse

from contests.models import RankingRun
from tests.factories import compute, make_contest, month

PAGES = {
    "home": reverse("office:home"),
    "contests": reverse("office:contests"),
    "contest": reverse("office:contest", args=["bisai"]),
    "period": reverse("office:period", args=["bisai", "2022-09"]),
    "upload": reverse("entry:upload", args=["bisai"]),
    "queue": reverse("review:queue", args=["bisai", "2022-09"]),
}
# What each role gets of each page of its own contest.
EXPECTED = {
    "reporter": {"home": 200, "contests": 200, "contest": 200, "period": 404, "upload": 200, "queue": 404},
    "reviewer": {"home": 200, "contests": 200, "contest": 200, "period": 404, "upload": 404, "queue": 200},
    "office": {"home": 200, "contests": 200, "contest": 200, "period": 200, "upload": 200, "queue": 200},
    "leader": {"home": 200, "contests": 200, "contest": 200, "period": 200, "upload": 404, "queue": 404},
}


@pytest.mark.parametrize(
    ("role", "page", "status"), [(role, page, status) for role, row in EXPECTED.items() for page, status in row.items()]
)
def test_page_of_one_s_own_contest(as_, role, page, status):
    assert as_(role).get(PAGES[page]).status_code == status


@pytest.mark.parametrize("role", EXPECTED)
@pytest.mark.parametrize("page", ["contest", "period", "upload", "queue"])
def test_page_of_another_park_is_not_there(as_, role, page):
    make_contest(slug="bieren")
    assert as_(role).get(PAGES[page].replace("bisai", "bieren")).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_page_without_signing_in_leads_to_the_sign_in(client, contest, page):
    response = client.get(PAGES[page])
    assert (response.status_code, response["Location"]) == (302, f"/login/?next={PAGES[page]}")


@pytest.mark.parametrize("role", EXPECTED)
def test_private_page_is_not_kept_by_the_browser(as_, role):
    assert "no-store" in as_(role).get(PAGES["home"])["Cache-Control"]


@pytest.mark.parametrize("action", ["compute", "1/check", "1/approve"])
def test_a_get_changes_nothing(as_, people, contest, action):
    month(contest, people)
    answer = as_("office").get(f"{PAGES['period']}{action}")
    assert (answer.status_code, answer["Location"]) == (302, PAGES["period"])
    assert RankingRun.objects.count() == 0


@pytest.mark.parametrize("role", ["reporter", "reviewer", "leader"])
def test_compute_is_for_the_office(as_, role):
    assert as_(role).post(f"{PAGES['period']}compute").status_code == 404


def test_period_that_is_not_there(as_):
    assert as_("office").get(reverse("office:period", args=["bisai", "2021-09"])).status_code == 404


def test_sign_in_with_a_wrong_password_says_so(client, people):
    response = client.post(reverse("login"), {"username": "office", "password": "不对"})
    assert "用户名或密码不正确" in response.content.decode()


def test_home_of_a_person_without_a_role_says_whom_to_ask(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("xinren"))
    assert "您还没有参与任何竞赛" in client.get(PAGES["home"]).content.decode()


@pytest.mark.parametrize("contests", [1, 4])
def test_contests_cost_the_same_queries_whatever_the_contests(as_, people, django_assert_num_queries, contests):
    for number in range(contests - 1):
        other = make_contest(slug=f"c{number}")
        people.office.memberships.create(department=other.host, role="office")
    client = as_("office")
    with django_assert_num_queries(15):
        client.get(PAGES["contests"])


def test_period_that_has_not_begun_is_not_there(as_, people):
    later = {"starts_on": "2022-07-01", "ends_on": "2026-12-31", "ranked": ["month"]}
    other = make_contest(slug="chang", calendar=later)
    people.office.memberships.create(department=other.host, role="office")
    with time_machine.travel("2026-11-30 15:59:00+00:00"):
        assert as_("office").get(reverse("office:period", args=["chang", "2026-12"])).status_code == 404
    with time_machine.travel("2026-11-30 16:01:00+00:00"):
        assert as_("office").get(reverse("office:period", args=["chang", "2026-12"])).status_code == 200


def test_stale_computation_is_said_on_the_page(as_, people, contest):
    period = month(contest, people)
    compute(period)
    assert "须重新计算" not in as_("office").get(PAGES["period"]).content.decode()
    month(contest, people, scores={"e1": {"k0": 20}})
    page = as_("office").get(PAGES["period"]).content.decode()
    assert "须重新计算" in page
    assert "核对无误" not in page
