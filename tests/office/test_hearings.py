import pytest
import time_machine
from django.urls import reverse

from contests.enums import AppealState, Role
from contests.models import Appeal, Rating
from contests.services.appeals import accept_appeal, decide_appeal, file_appeal
from contests.services.releases import check_run
from tests.factories import NOW, compute, make_contest, month, release

QUEUE = reverse("review:appeals", args=["bisai"])
PERIOD = reverse("office:period", args=["bisai", "2022-09"])


@pytest.fixture(autouse=True)
def within_the_window():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def released(contest, people):
    return release(month(contest, people), people)


@pytest.fixture
def appeal(released, people):
    entrant = released.contest.entrants.select_related("department").get(code="e1")
    words = {"claim": "得分有误", "grounds": "说明1号", "filer": people.reporter, "now": NOW}
    return file_appeal(release=released, entrant=entrant, scope="k0", **words)


@pytest.fixture
def page(appeal):
    return reverse("review:appeal", args=["bisai", appeal.pk])


def state():
    return Appeal.objects.values_list("state", flat=True).get()


@pytest.mark.parametrize(("role", "status"), [("reporter", 404), ("reviewer", 404), ("office", 200), ("leader", 200)])
def test_pages_are_for_the_office_and_the_leading_group(as_, page, role, status):
    client = as_(role)
    assert [client.get(address).status_code for address in (QUEUE, page)] == [status, status]


def test_appeal_of_another_contest_is_not_there(as_, people, page, appeal):
    other = make_contest(slug="bieren")
    people.office.memberships.create(department=other.host, role="office")
    assert as_("office").get(reverse("review:appeal", args=["bieren", appeal.pk])).status_code == 404


def test_office_takes_up_and_decides(as_, page):
    client = as_("office")
    assert "已受理" in client.post(page, {"action": "accept"}, follow=True).content.decode()
    shown = client.post(page, {"action": "uphold", "note": "经核对属实"}, follow=True).content.decode()
    assert "已裁定：成立" in shown
    assert "经核对属实" in shown
    assert state() == AppealState.UPHELD


def test_rejected_with_its_note(as_, page, appeal, people):
    accept_appeal(appeal=appeal, by=people.office)
    shown = as_("leader").post(page, {"action": "reject", "note": "与台账一致"}, follow=True).content.decode()
    assert "已裁定：不成立" in shown
    assert state() == AppealState.REJECTED


def test_decision_without_a_note_is_refused_beside_the_field(as_, page, appeal, people):
    accept_appeal(appeal=appeal, by=people.office)
    response = as_("office").post(page, {"action": "uphold", "note": " "})
    assert response.status_code == 422
    assert "裁定须写明意见" in response.content.decode()
    assert state() == AppealState.ACCEPTED


def test_who_had_a_hand_in_it_sees_why_and_no_buttons(as_, page, appeal, people, contest):
    accept_appeal(appeal=appeal, by=people.office)
    people.reviewer.memberships.create(department=contest.host, role=Role.LEADING_GROUP)
    client = as_("reviewer")
    shown = client.get(page).content.decode()
    assert "您填报或审核过该单位本期的数据（指标0），须由他人裁定" in shown
    assert 'value="uphold"' not in shown
    refused = client.post(page, {"action": "uphold", "note": "属实"}, follow=True).content.decode()
    assert "须由他人裁定" in refused
    assert state() == AppealState.ACCEPTED


def test_appeal_that_someone_else_decided_says_so(as_, page, appeal, people):
    accept_appeal(appeal=appeal, by=people.office)
    client = as_("office")
    decide_appeal(appeal=appeal, decider=people.leader, upheld=False, note="不实", now=NOW)
    assert "已由他人处理" in client.post(page, {"action": "uphold", "note": "属实"}, follow=True).content.decode()
    assert state() == AppealState.REJECTED


@pytest.fixture
def upheld(appeal, people):
    accept_appeal(appeal=appeal, by=people.office)
    decide_appeal(appeal=appeal, decider=people.office, upheld=True, note="经核对属实", now=NOW)
    return appeal


def tick(entrant):
    return [
        f"{pk}:{version}" for pk, version in Rating.objects.filter(entrant__code=entrant).values_list("pk", "version")
    ]


def test_contested_figure_is_sent_back_with_the_note(as_, page, upheld):
    client = as_("office")
    assert "申诉成立：经核对属实" in client.get(page).content.decode()
    form = {"action": "return", "ratings": tick("e1"), "note": "申诉成立：经核对属实"}
    assert "已退回数据 1 条" in client.post(f"{page}return", form, follow=True).content.decode()
    rating = Rating.objects.get(entrant__code="e1")
    assert (rating.status, rating.review_note) == ("returned", "申诉成立：经核对属实")


def test_figure_that_is_not_contested_is_not_sent_back(as_, page, upheld):
    form = {"action": "return", "ratings": tick("e0"), "note": "申诉成立"}
    assert "未处理任何一条" in as_("office").post(f"{page}return", form, follow=True).content.decode()
    assert set(Rating.objects.values_list("status", flat=True)) == {"approved"}


def test_figures_are_sent_back_by_reviewers_of_an_upheld_appeal_only(as_, page, appeal, people):
    form = {"action": "return", "ratings": tick("e1"), "note": "申诉成立"}
    assert as_("office").post(f"{page}return", form).status_code == 404
    accept_appeal(appeal=appeal, by=people.office)
    decide_appeal(appeal=appeal, decider=people.office, upheld=True, note="属实", now=NOW)
    assert as_("leader").post(f"{page}return", form).status_code == 404
    assert set(Rating.objects.values_list("status", flat=True)) == {"approved"}


def test_period_shows_what_waits_and_what_must_be_put_right(as_, page, upheld, contest, people, released):
    client = as_("office")
    assert "申诉：未办结或待更正 1 件" in client.get(PERIOD).content.decode()
    compute(released.period)
    assert "数据和规则与第1期相比没有变动" in client.get(PERIOD).content.decode()
    assert "核对无误" not in client.get(PERIOD).content.decode()
    month(contest, people, scores={"e1": {"k0": 20}})
    check_run(run=compute(released.period), checker=people.office, now=NOW)
    leader = as_("leader")
    assert "更正原因之后将写明：部门1对“指标0”的申诉成立" in leader.get(PERIOD).content.decode()
    leader.post(f"{PERIOD}3/approve", {"reason": "评分有误"})
    assert "申诉：" not in leader.get(PERIOD).content.decode()
    assert "第2期</a>已更正" in leader.get(page).content.decode()


def test_correction_beside_an_open_appeal_is_warned_about(as_, appeal, contest, people, released):
    month(contest, people, scores={"e0": {"k0": 1}})
    check_run(run=compute(released.period), checker=people.office, now=NOW)
    client = as_("leader")
    assert "还有 1 件申诉未办结" in client.get(PERIOD).content.decode()
    client.post(f"{PERIOD}2/approve", {"reason": "另一处有误"})
    assert contest.releases.count() == 2


def test_leader_is_told_until_when_and_of_a_year_without_a_calendar(as_, contest, people):
    check_run(run=compute(month(contest, people)), checker=people.office, now=NOW)
    shown = as_("leader").get(PERIOD).content.decode()
    assert "公示期将至 2022年10月21日" in shown
    assert "尚未登记2022年的放假安排，只按星期推算" in shown


def test_desk_counts_what_waits(as_, appeal):
    assert "处理申诉（1）" in as_("office").get(reverse("office:contests")).content.decode()
    assert "处理申诉" not in as_("reporter").get(reverse("office:contests")).content.decode()


@pytest.mark.parametrize("criteria", [1, 30])
def test_hearing_costs_the_same_queries_whatever_its_figures(as_, people, django_assert_num_queries, criteria):
    contest = make_contest(slug="duo", entrants=2, criteria=criteria)
    for name in ("reporter", "reviewer", "office"):
        getattr(people, name).memberships.create(department=contest.host, role=name)
    people.leader.memberships.create(department=contest.host, role="leading_group")
    found = release(month(contest, people), people)
    words = {"scope": "total", "claim": "有误", "grounds": "1号", "filer": people.reporter, "now": NOW}
    appeal = file_appeal(release=found, entrant=contest.entrants.get(code="e1"), **words)
    accept_appeal(appeal=appeal, by=people.office)
    client = as_("office")
    with django_assert_num_queries(13):
        client.get(reverse("review:appeal", args=["duo", appeal.pk]))
