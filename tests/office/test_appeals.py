import pytest
import time_machine
from django.urls import reverse

from contests.enums import AppealState, Role
from contests.models import Appeal, Department, User
from contests.services.appeals import file_appeal
from tests.factories import NOW, even_scores, make_contest, month, release

OWN = reverse("entry:appeals", args=["bisai"])
FORM = reverse("entry:appeal", args=["bisai", 1])
PAGES = {"own": OWN, "form": FORM}
# What each role of the host gets of the pages of a unit.
EXPECTED = {"reporter": 200, "reviewer": 200, "office": 200, "leader": 404}
FILLED = {"entrant": "e1", "scope": "k0", "claim": "得分有误", "grounds": "说明1号"}


@pytest.fixture(autouse=True)
def within_the_window():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def released(contest, people):
    return release(month(contest, people), people)


@pytest.fixture
def unit(client, contest):
    """A client signed in as the reporter of e1's department."""
    user = User.objects.create(username="danwei")
    user.memberships.create(department=Department.objects.get(code="bisai-d1"), role=Role.REPORTER)
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("role", "page", "status"), [(role, page, status) for role, status in EXPECTED.items() for page in PAGES]
)
def test_page_of_a_unit_by_role(as_, released, role, page, status):
    assert as_(role).get(PAGES[page]).status_code == status


@pytest.mark.parametrize("page", PAGES)
def test_page_of_another_park_is_not_there(as_, released, page):
    make_contest(slug="bieren")
    assert as_("reporter").get(PAGES[page].replace("bisai", "bieren")).status_code == 404


def test_issue_that_is_not_there(unit, released):
    assert unit.get(reverse("entry:appeal", args=["bisai", 2])).status_code == 404


def test_unit_sees_until_when_it_can_appeal_and_its_own_result_only(unit, released):
    assert "公示期至 2022年10月21日" in unit.get(OWN).content.decode()
    page = unit.get(FORM).content.decode()
    assert "部门1" in page
    assert "17.00" in page
    assert "部门0" not in page


def test_unit_files_and_withdraws(unit, released):
    page = unit.post(FORM, FILLED, follow=True).content.decode()
    assert "已提交部门1对“指标0”的申诉，等待竞赛办受理" in page
    assert "得分有误" in page
    appeal = Appeal.objects.get()
    page = unit.post(reverse("entry:withdraw", args=["bisai", appeal.pk]), follow=True).content.decode()
    assert "已撤回部门1对“指标0”的申诉" in page
    appeal.refresh_from_db()
    assert appeal.state == AppealState.WITHDRAWN


def test_office_takes_a_paper_appeal_back_with_a_reason(as_, released, people):
    client = as_("office")
    client.post(FORM, FILLED)
    assert 'name="reason"' in client.get(OWN).content.decode()
    address = reverse("entry:withdraw", args=["bisai", Appeal.objects.get().pk])
    assert "须写明理由" in client.post(address, {"reason": ""}, follow=True).content.decode()
    assert "不能超过 200 字" in client.post(address, {"reason": "字" * 201}, follow=True).content.decode()
    assert Appeal.objects.get().state == AppealState.FILED
    assert "已撤回" in client.post(address, {"reason": "单位来函撤回"}, follow=True).content.decode()
    assert Appeal.objects.get().state == AppealState.WITHDRAWN


def test_every_fault_of_the_form_stands_beside_its_field(unit, released):
    response = unit.post(FORM, {"entrant": "e1", "scope": "k9", "claim": "字" * 501})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"scope", "claim", "grounds"}
    assert not Appeal.objects.exists()


def test_unit_cannot_file_for_its_neighbour(unit, released):
    response = unit.post(FORM, FILLED | {"entrant": "e0"})
    assert response.status_code == 422
    assert not Appeal.objects.exists()


def test_same_appeal_twice_says_so(unit, released):
    unit.post(FORM, FILLED)
    response = unit.post(FORM, FILLED)
    assert response.status_code == 422
    assert "尚未办结，不能重复提出" in response.content.decode()


def test_after_the_window_the_page_says_its_last_day_and_has_no_form(unit, released):
    with time_machine.travel("2022-10-22 00:00:00+08:00"):
        unit.force_login(User.objects.get(username="danwei"))
        assert "公示期已于 2022年10月21日截止" in unit.get(FORM).content.decode()
        assert b'name="claim"' not in unit.get(FORM).content
        assert unit.post(FORM, FILLED).status_code == 422
        assert "没有在公示期内的榜单" in unit.get(OWN).content.decode()
    assert not Appeal.objects.exists()


def test_appeal_of_the_neighbour_is_not_there(unit, released, people):
    entrant = released.contest.entrants.get(code="e0")
    words = {"scope": "total", "claim": "有误", "grounds": "1号", "filer": people.reporter, "now": NOW}
    appeal = file_appeal(release=released, entrant=entrant, **words)
    assert "部门0" not in unit.get(OWN).content.decode()
    assert unit.post(reverse("entry:withdraw", args=["bisai", appeal.pk])).status_code == 404
    assert unit.get(reverse("review:appeal", args=["bisai", appeal.pk])).status_code == 404


def test_corrected_issue_sends_to_its_correction(unit, contest, people, released):
    month(contest, people, scores={"e1": {"k0": 20}})
    release(released.period, people, "录入有误")
    assert "请对第2期提出申诉" in unit.get(FORM).content.decode()


def test_a_get_withdraws_nothing(unit, released):
    unit.post(FORM, FILLED)
    assert unit.get(reverse("entry:withdraw", args=["bisai", Appeal.objects.get().pk])).status_code == 302
    assert Appeal.objects.get().is_open


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("page", "queries"), [("entry:appeals", 9), ("review:appeals", 7)])
def test_list_costs_the_same_queries_whatever_its_length(as_, people, django_assert_num_queries, rows, page, queries):
    contest = make_contest(slug="duo", entrants=rows, criteria=1)
    for name in ("reporter", "reviewer", "office"):
        getattr(people, name).memberships.create(department=contest.host, role=name)
    people.leader.memberships.create(department=contest.host, role="leading_group")
    found = release(month(contest, people, scores=even_scores(contest, top=60)), people)
    for entrant in contest.entrants.select_related("department"):
        words = {"scope": "total", "claim": "有误", "grounds": "1号", "filer": people.reporter, "now": NOW}
        file_appeal(release=found, entrant=entrant, **words)
    client = as_("office")
    with django_assert_num_queries(queries):
        client.get(reverse(page, args=["duo"]))
