import pytest
from django.urls import reverse

from contests.models import RankingRun, Release
from contests.selectors.contests import contest_spec
from contests.services.contests import store_contest
from contests.services.releases import check_run
from tests.factories import NOW, compute, even_scores, make_contest, month

PERIOD = reverse("office:period", args=["bisai", "2022-09"])


@pytest.fixture
def run(contest, people):
    return compute(month(contest, people))


def test_check_then_approval_by_another_publishes(as_, run):
    page = as_("office").post(f"{PERIOD}1/check", follow=True).content.decode()
    assert "已核对，已提请领导小组批准" in page
    page = as_("leader").post(f"{PERIOD}1/approve", {"reason": ""}, follow=True).content.decode()
    assert "已发布第1期" in page
    assert Release.objects.get().run == run


def test_approval_without_check_says_which_gate_is_closed(as_, run):
    page = as_("leader").post(f"{PERIOD}1/approve", follow=True).content.decode()
    assert "尚未核对" in page
    assert not Release.objects.exists()


def test_office_cannot_approve(as_, people, run):
    check_run(run=run, checker=people.office, now=NOW)
    page = as_("office").post(f"{PERIOD}1/approve", follow=True).content.decode()
    assert "只有本竞赛的领导小组可以批准发布" in page
    assert not Release.objects.exists()


def test_period_shows_lists_and_totals_before_the_release(as_, run):
    page = as_("leader").get(PERIOD).content.decode()
    assert "得分 18.00，第 1 名" in page
    assert "得分 17.00，第 2 名" in page


def test_correction_asks_for_its_reason(as_, contest, people, run):
    check_run(run=run, checker=people.office, now=NOW)
    as_("leader").post(f"{PERIOD}1/approve")
    month(contest, people, scores={"e1": {"k0": 20}})
    second = compute(run.period)
    check_run(run=second, checker=people.office, now=NOW)
    client = as_("leader")
    assert "更正原因（公开显示）" in client.get(PERIOD).content.decode()
    assert "须写明更正原因" in client.post(f"{PERIOD}2/approve", follow=True).content.decode()
    client.post(f"{PERIOD}2/approve", {"reason": "申诉成立"})
    assert Release.objects.get(number=2).corrects.number == 1


def test_approval_of_a_correction_shows_what_it_changes(as_, contest, people, run):
    check_run(run=run, checker=people.office, now=NOW)
    as_("leader").post(f"{PERIOD}1/approve")
    spec = contest_spec(contest)
    spec["dimensions"][0]["weight"] = "2"
    store_contest(spec=spec, actor=None)
    second = compute(run.period)
    check_run(run=second, checker=people.office, now=NOW)
    page = as_("leader").get(PERIOD).content.decode()
    assert '<tr><th scope="row">赛业绩·权重</th><td>1</td><td>2</td></tr>' in page.replace("\n", "")
    assert "18.00 → 36.00" in page


@pytest.mark.parametrize("entrants", [1, 30])
def test_period_costs_the_same_queries_whatever_its_size(as_, people, django_assert_num_queries, entrants):
    contest = make_contest(slug="duo", entrants=entrants, criteria=1)
    for name in ("office", "reporter", "reviewer"):
        getattr(people, name).memberships.create(department=contest.host, role=name)
    period = month(contest, people, scores=even_scores(contest, top=60))
    compute(period)
    client = as_("office")
    with django_assert_num_queries(52):
        client.get(reverse("office:period", args=["duo", "2022-09"]))


def test_run_of_another_period_is_not_there(as_, run):
    assert as_("office").post(f"{PERIOD}7/check").status_code == 404
    assert RankingRun.objects.count() == 1
