"""我的工作: what waits for each role, by when, and nothing else."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from contests.enums import Colour, FindingSource, Role
from contests.models import Department, Entrant, Rating, Team, User
from contests.services.appeals import file_appeal
from contests.services.periods import reopen_period
from contests.services.releases import check_run
from contests.services.review import return_ratings
from tests.factories import compute, enter, even_scores, make_contest, month, period_of, propose, release

HOME = reverse("office:home")
# Two days before September closes; July and August are released.
NOW = datetime(2022, 10, 3, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def at_the_beginning_of_october():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def released(contest, people):
    for code in ("2022-07", "2022-08"):
        release(month(contest, people, code), people)


@pytest.fixture
def join(client):
    """A function that makes a person with a role in a department, and signs them in."""

    def sign_in(role, department="bisai-park", home=None):
        user = User.objects.create(username=f"{role}-{department}")
        user.department = Department.objects.get(code=home) if home else None
        user.save()
        user.memberships.create(department=Department.objects.get(code=department), role=role)
        client.force_login(user)
        return client

    return sign_in


def lines(client):
    """Return what, where, when and action of each line."""
    page = client.get(HOME).content.decode()
    rows = re.findall(r'<li class="office-task.*?</li>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_reporter_of_a_unit_sees_what_the_unit_lacks(contest, join):
    assert lines(join(Role.REPORTER, "bisai-d0")) == ["待填报 1 项 测试竞赛 · 2022年9月 还剩 2 天 去填报"]


def test_reporter_who_has_reported_has_nothing_to_do(contest, join):
    enter(contest, even_scores(contest))
    client = join(Role.REPORTER, "bisai-d0")
    assert lines(client) == []
    assert "今天没有待办" in client.get(HOME).content.decode()


def test_last_day_and_overdue_are_said_and_overdue_comes_first(contest, people, join):
    client = join(Role.REPORTER, "bisai-d0")
    user = client_user(client)
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        client.force_login(user)
        assert lines(client)[0] == "待填报 1 项 测试竞赛 · 2022年9月 今天 24:00 去填报"
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        client.force_login(user)
        late, later = lines(client)
    said = "填报已截止，补报请联系竞赛办重新开放 已逾期 1 天 去填报"
    assert late == f"待填报 1 项 测试竞赛 · 2022年9月 {said}"
    assert later == "待填报 1 项 测试竞赛 · 2022年10月 还剩 30 天 去填报"


def client_user(client):
    return User.objects.get(pk=client.session["_auth_user_id"])


def test_returned_figure_is_shown_with_its_value_and_note(contest, people, join):
    enter(contest, {"e0": {"k0": 18}}, by=people.office)
    return_figures(contest, people)
    assert lines(join(Role.REPORTER, "bisai-d0"))[0] == (
        "退回：部门0·指标0 （18） 测试竞赛 · 2022年9月 与台账不符 还剩 2 天 去改正"
    )
    assert "退回" not in "".join(lines(join(Role.REPORTER, "bisai-d1")))


def return_figures(contest, people):
    seen = list(Rating.objects.filter(period__code="2022-09").values_list("pk", "version"))
    return_ratings(contest=contest, seen=seen, approver=people.reviewer, note="与台账不符", now=NOW)


def test_figures_returned_together_are_one_line(contest, people, join):
    enter(contest, even_scores(contest), by=people.reporter)
    return_figures(contest, people)
    found = lines(join(Role.REPORTER))
    assert found[0].startswith("退回：部门0·指标0 等 2 项")
    assert found[1].startswith("待填报 2 项")


def test_assessor_sees_the_cells_of_the_team_but_of_the_own_unit(contest, join):
    client = join(Role.ASSESSOR, home="bisai-d1")
    assert lines(client) == []
    team = Team.objects.create(contest=contest, name="第一组")
    team.members.add(client_user(client))
    team.entrants.set(Entrant.objects.filter(contest=contest))
    assert lines(client) == ["待填报 1 项 测试竞赛 · 2022年9月 还剩 2 天 去填报"]
    assert lines(join(Role.REPORTER, "bisai-d0")) == []


def test_reviewer_of_a_unit_signs_the_unit_s_figures(contest, people, join):
    enter(contest, even_scores(contest), by=people.reporter)
    client = join(Role.REVIEWER, "bisai-d0")
    expected = "待初审：本单位数据 1 项 测试竞赛 · 2022年9月 填报截止：还剩 2 天 去初审"
    assert lines(client) == [expected]
    Rating.objects.filter(entrant__code="e0").update(signed_by=people.reviewer, signed_at=NOW)
    assert lines(client) == []


def finding(contest):
    return {
        "entrant_id": contest.entrants.first().pk,
        "period_id": period_of(contest).pk,
        "scope": "total",
        "colour": Colour.BLACK,
        "fact": "迟报材料",
        "source": FindingSource.NOTICE,
    }


def test_reviewer_of_the_host_approves_figures_and_events_of_others(as_, contest, people):
    enter(contest, {"e0": {"k0": 18}}, by=people.reporter)
    propose(contest, findings=[finding(contest)], by=people.reporter)
    expected = "待审核：数据 1 项、事项 1 件 测试竞赛 · 2022年9月 填报截止：还剩 2 天 去审核"
    assert lines(as_("reviewer")) == [expected]
    assert lines(as_("reporter")) == ["待填报 1 项 测试竞赛 · 2022年9月 还剩 2 天 去填报"]


def test_nobody_is_asked_to_approve_the_own(as_, contest, people):
    enter(contest, {"e0": {"k0": 18}, "e1": {"k0": 18}}, by=people.office)
    propose(contest, findings=[finding(contest)], by=people.office)
    assert lines(as_("office")) == []


def test_office_sees_what_is_not_reported_and_what_to_check(as_, contest, people):
    assert lines(as_("office")) == ["2 个单位未报，缺 2 项 测试竞赛 · 2022年9月 还剩 2 天 查看未报"]
    compute(month(contest, people), now=NOW)
    assert lines(as_("office")) == ["待核对计算结果 测试竞赛 · 2022年9月 今天提交 去核对"]
    assert lines(as_("leader")) == []


def test_leading_group_approves_what_is_checked(as_, contest, people):
    check_run(run=compute(month(contest, people), now=NOW), checker=people.office, now=NOW)
    assert lines(as_("leader")) == ["待批准发布 测试竞赛 · 2022年9月 今天提交 去批准"]
    assert lines(as_("office")) == []


def test_appeals_wait_for_office_and_leading_group(as_, contest, people):
    enter(contest, even_scores(contest))
    issue = contest.releases.get(number=2)
    entrant = contest.entrants.get(code="e0")
    file_appeal(release=issue, entrant=entrant, scope="k0", claim="有误", grounds="1号", filer=people.reporter, now=NOW)
    expected = "待处理申诉：部门0对“指标0”的申诉 测试竞赛 · 2022年8月 今天提交 去处理"
    assert expected in lines(as_("office"))
    assert lines(as_("leader")) == [expected]


def test_leader_is_led_to_the_boards(join):
    page = join(Role.LEADER).get(HOME).content.decode()
    assert "今天没有待办" in page
    assert "查看各竞赛榜单" in page


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
def test_administrator_has_no_part(contest, people, join, role):
    page = join(role).get(HOME).content.decode()
    assert "您的账号负责系统管理，不参与竞赛" in page
    assert "测试竞赛" not in page


def test_another_park_is_none_of_one_s_work(people, as_, contest):
    enter(contest, even_scores(contest))
    make_contest(slug="bieren")
    assert lines(as_("reporter")) == []


def test_what_is_old_is_one_line_a_contest(as_, contest, people):
    with time_machine.travel("2022-12-20 01:00:00+00:00", tick=False):
        found = lines(as_("reporter"))
    assert [line.split(" 已逾期")[0] for line in found] == [
        "待填报 4 项 测试竞赛 · 2022年10月 等 2 期 填报已截止，补报请联系竞赛办重新开放",
        "待填报 2 项 测试竞赛 · 2022年11月 填报已截止，补报请联系竞赛办重新开放",
        "待填报 2 项 测试竞赛 · 2022年12月 还剩 16 天 去填报",
    ]


def test_period_that_is_opened_again_is_due_again(contest, people, join):
    august = period_of(contest, "2022-08")
    Rating.objects.filter(period=august).update(status="returned", approved_by=None)
    reopen_period(period=august, until=NOW + timedelta(days=1), reason="更正", actor=people.office, now=NOW)
    assert "待填报 1 项 测试竞赛 · 2022年8月 还剩 1 天 去填报" in lines(join(Role.REPORTER, "bisai-d0"))


@pytest.mark.parametrize("contests", [1, 4])
@pytest.mark.parametrize(("role", "queries"), [("reporter", 15), ("reviewer", 10), ("office", 21), ("leader", 9)])
def test_work_costs_the_same_queries_whatever_the_contests(
    as_, contest, people, django_assert_num_queries, contests, role, queries
):
    enter(contest, {"e0": {"k0": 18}}, by=people.reporter)
    for number in range(contests - 1):
        other = make_contest(slug=f"c{number}")
        for person in (people.reporter, people.reviewer, people.office, people.leader):
            person.memberships.create(department=other.host, role=person.memberships.first().role)
        enter(other, {"e0": {"k0": 18}}, by=people.reporter)
    client = as_(role)
    with django_assert_num_queries(queries):
        client.get(HOME)


def test_many_computations_stand_in_one_line(as_, contest, people):
    for code in ("2022-07", "2022-08", "2022-09", "2022-10"):
        compute(month(contest, people, code))
    page = as_("office").get(reverse("office:home")).content.decode()
    assert "待核对计算结果 4 期" in page
    assert page.count("待核对计算结果") == page.count("待核对计算结果 4 期")
