"""The leaders' first page: what is wrong first, by kind, in full or in short; calm where nothing is."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contests.enums import AppealState, Role
from contests.models import Appeal, Membership, Problem, Team
from tests.factories import NOW, compute, contest_spec, make_contest, make_people, month, period_of, release
from tests.leaders.conftest import a_leader

HOME = reverse("leaders:home")
AUGUST = "2022-08"
# Whoever led in August is last in September, the others move up by one.
FIRST = {"e0": {"k0": 18}, "e1": {"k0": 17}, "e2": {"k0": 16}, "e3": {"k0": 15}}
THEN = {"e0": {"k0": 10}, "e1": {"k0": 17}, "e2": {"k0": 16}, "e3": {"k0": 15}}


def two_months(contest, people):
    """Release August, compute September, in which e0 fell from the first place to the last."""
    release(month(contest, people, AUGUST, FIRST), people)
    return compute(month(contest, people, scores=THEN))


def lines(response):
    """Return (kind, unit, what) of the lines that are shown one by one."""
    return [(line.kind, line.unit, line.what) for line in response.context["lines"] if not hasattr(line, "lines")]


def test_black_and_falling_come_first_before_release_too(page, contest, people):
    two_months(contest, people)
    response = page(HOME)
    found = lines(response)
    assert found[:2] == [
        ("black", "部门0", "得分 10.00，第 4 名"),
        ("falling", "部门0", "2022年9月由第 1 名降到第 4 名，下降 3 位"),
    ]
    concern = response.context["lines"][0]
    assert (concern.unreleased, concern.since) == (True, date(2022, 10, 14))
    assert concern.address == "/leaders/bisai/2022-09/entrants/e0/"
    assert response.content.decode().count("未发布") >= 2


def test_loss_of_one_place_is_no_fall(page, contest, people):
    release(month(contest, people, AUGUST, FIRST), people)
    release(month(contest, people, scores=FIRST | {"e0": {"k0": 16.5}}), people)
    assert [line.previous_rank for line in period_of(contest).runs.get().standings.filter(rank=2, scope="total")] == [1]
    assert [kind for kind, _, _ in lines(page(HOME))] == ["black"]


def test_period_of_which_figures_are_missing_is_told_by_who_lacks_them(page, contest, people):
    release(month(contest, people, AUGUST, FIRST), people)
    month(contest, people, scores={"e0": {"k0": 18}})
    found = lines(page(f"{HOME}?kind=unreported"))
    assert found == [("unreported", f"部门{n}", "2022年9月缺 1 项，已逾期 9 天") for n in (1, 2, 3)]
    # In short one line stands for them.
    group = next(line for line in page(HOME).context["lines"] if line.kind == "unreported")
    assert (group.words, group.names) == ("3 个单位缺 3 项", ["部门1", "部门2", "部门3"])


def test_what_a_team_scores_is_not_held_against_the_unit(page, contest, people):
    release(month(contest, people, AUGUST, FIRST), people)
    team = Team.objects.create(contest=contest, name="考核一组")
    team.members.add(people.office)
    team.entrants.add(contest.entrants.get(code="e3"))
    found = lines(page(f"{HOME}?kind=unreported"))
    assert [unit for _, unit, _ in found] == ["部门0", "部门1", "部门2", "考核一组"]
    told = [line for line in page(HOME).context["lines"] if line.kind == "unreported"]
    assert [getattr(line, "words", "") or line.unit for line in told] == ["考核一组", "3 个单位缺 3 项"]


def test_first_page_shows_two_of_a_kind_and_says_how_many_are_left(page, people, contest):
    version = contest.rules_versions.get()
    boards = contest_spec(boards=[{"scope": "total", "colour": "black", "places": 4}])["boards"]
    contest.rules_versions.create(number=2, rules=version.rules | {"boards": boards})
    for code in (AUGUST, "2022-09"):
        release(month(contest, people, code, FIRST), people)
    response = page(HOME)
    assert [unit for _, unit, _ in lines(response)] == ["部门3", "部门2"]
    (rest,) = [line for line in response.context["lines"] if hasattr(line, "lines")]
    assert (rest.words, rest.names, rest.address) == ("另有 2 个单位", ["部门1", "部门0"], "/leaders/?kind=black")
    assert [unit for _, unit, _ in lines(page(rest.address))] == ["部门3", "部门2", "部门1", "部门0"]


def test_period_that_closes_within_three_days_is_told_and_a_later_one_is_not(page, client, contest, people, leader):
    release(month(contest, people, AUGUST, FIRST), people)
    release(month(contest, people, scores=FIRST), people)
    closing = period_of(contest, "2022-10").closes_at
    for days, told in ((4, []), (2, ["部门0", "部门1", "部门2", "部门3"])):
        with time_machine.travel(closing - timedelta(days=days), tick=False):
            client.force_login(leader)
            assert [unit for _, unit, _ in lines(page(f"{HOME}?kind=unreported"))] == told


def test_periods_without_release_are_one_line_a_contest(page, client, contest, leader):
    with time_machine.travel("2022-11-20T00:00:00Z", tick=False):
        client.force_login(leader)
        found = lines(page(f"{HOME}?kind=overdue"))
    assert found == [("overdue", "竞赛办", "2022年8月等 3 期填报已截止，未发布")]


def test_problem_past_its_day_and_upheld_appeal_are_overdue(page, contest, people, leader):
    released = release(month(contest, people, AUGUST, FIRST), people)
    release(month(contest, people, scores=FIRST), people)
    e1 = contest.entrants.get(code="e1")
    for number, due, closed in (("1", 13, None), ("2", 14, None), ("3", 1, date(2022, 10, 2))):
        Problem.objects.create(
            contest=contest, entrant=e1, number=number, matter=f"用地{number}", assigned_on=date(2022, 9, 1),
            due_on=date(2022, 10, due), closed_on=closed,
        )  # fmt: skip
    for state, name in ((AppealState.UPHELD, "总分"), (AppealState.REJECTED, "赛业绩")):
        Appeal.objects.create(
            release=released, entrant=e1, scope="total", scope_name=name, claim="漏计", grounds="台账", state=state,
            filed_by=people.reporter, filed_role=Role.REPORTER, filed_at=NOW, decided_by=people.leader, decided_at=NOW,
            decision_note="属实",
        )  # fmt: skip
    assert lines(page(f"{HOME}?kind=overdue")) == [
        ("overdue", "部门1", "1 件问题超过整改期限未销号：用地1"),
        ("overdue", "部门1", "对第1期“总分”的申诉成立，尚未更正发布"),
    ]


def test_nothing_wrong_is_said_calmly_with_its_moment(page, contest, people):
    spec = contest_spec(boards=[{"scope": "total", "colour": "red", "places": 1}])
    version = contest.rules_versions.get()
    contest.rules_versions.create(number=2, rules=version.rules | {"boards": spec["boards"]})
    for code in (AUGUST, "2022-09"):
        release(month(contest, people, code, FIRST), people)
    response = page(HOME)
    assert response.context["lines"] == []
    assert (
        "没有需要关注的事项：没有黑榜，名次没有明显下滑，没有未报和逾期（截至 2022年10月14日 16:00）"
        in response.content.decode()
    )


def test_glance_tells_issue_lists_and_the_running_period(page, contest, people):
    release(month(contest, people, AUGUST, FIRST), people)
    release(month(contest, people, scores=THEN), people)
    (glance,) = page(HOME).context["overview"].glances
    assert (glance.newest.leading.number, glance.red, glance.black) == (2, ["部门1"], ["部门0"])
    assert (glance.running.period.code, glance.running.reported, glance.running.total) == ("2022-10", 0, 4)
    assert (glance.running.stage, glance.running.open) == ("填报中", True)


@pytest.mark.parametrize("query", ["?kind=other", "?print=yes"])
def test_choice_that_is_none_is_not_there(page, contest, query):
    page(HOME + query, status=404)


def test_contest_of_a_sibling_park_is_not_seen(page, contest, people):
    other = make_contest(slug="bieren")
    assert [glance.contest for glance in page(HOME).context["overview"].glances] == [contest]
    page(reverse("leaders:contest", args=[other.slug]), status=404)


def test_leader_of_a_unit_leads_no_contest(client, contest):
    client.force_login(a_leader(contest, "danwei", place="d0"))
    assert "您所在的单位还没有主办竞赛" in client.get(HOME).content.decode()
    assert client.get(reverse("leaders:contest", args=["bisai"])).status_code == 404


def test_page_is_kept_by_nobody_and_links_to_itself_from_my_work(page, contest):
    assert "no-store" in page(HOME)["Cache-Control"]
    assert f'href="{HOME}"' in page(reverse("office:home")).content.decode()


def test_leader_and_nothing_else_begins_here(client, contest, leader, people):
    def begins(user):
        return client.post(reverse("login"), {"username": user.username, "password": "correct-horse-9"}).url

    assert begins(leader) == HOME
    client.post(reverse("logout"))
    assert begins(people.leader) == "/office/"


def test_page_costs_the_same_queries_for_more_contests_entrants_and_lines(page, client, contest, people, leader):
    def cost():
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            page(HOME)
        return len(queries)

    two_months(contest, people)
    Problem.objects.create(
        contest=contest, entrant=contest.entrants.first(), number="1", matter="用地", assigned_on=date(2022, 9, 1)
    )
    leader.liaisons.create(department=contest.entrants.first().department, starts_on=date(2022, 8, 1))
    few = cost()
    for slug in ("er", "san"):
        more = make_contest(slug=slug, entrants=9, criteria=3)
        Membership.objects.create(user=leader, department=more.host, role=Role.LEADER)
        staff = make_people(more, prefix=slug)
        for code in ("2022-07", AUGUST):
            release(month(more, staff, code), staff)
        leader.liaisons.create(department=more.host, starts_on=date(2022, 8, 1))
    assert (few, cost()) == (29, 29)
