"""What the pages say of a run that was passed on, when more is open since, or its period is recalled."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from contests.enums import Role
from contests.services.accounts import grant_role
from contests.services.recalls import decide_recall, request_recall
from contests.services.releases import approve_release, check_run, publish_due, time_release
from tests.factories import NOW, PASSWORD, WRONG_UNIT, approve_all, compute, enter, month, recall, release

PERIOD = reverse("office:period", args=["bisai", "2022-09"])
RECALL = reverse("office:recall", args=["bisai", 1])
WORK = reverse("office:home")
MORNING = NOW + timedelta(hours=17)


@pytest.fixture
def gap(contest, people):
    """A checked run of a month in which one figure is left out for a reason."""
    found = compute(month(contest, people, scores={"e0": {"k0": 9}}))
    check_run(run=found, checker=people.office, now=NOW, reason="机构调整")
    return found


@pytest.fixture
def released(contest, people):
    return release(month(contest, people), people)


@pytest.fixture
def correction(contest, people, released):
    found = compute(month(contest, people, scores={"e1": {"k0": 20}}))
    check_run(run=found, checker=people.office, now=NOW)
    return found


@pytest.fixture
def timed(correction, people):
    time_release(run=correction, approver=people.leader, reason="评分有误", publish_at=MORNING, now=NOW)
    return correction


@pytest.fixture
def reader(client, contest):
    """Return a function that opens a page as one who reads everything and does nothing."""
    role = {"department": contest.host.code, "role": Role.LEADER, "actor": None, "initial": False}
    person = grant_role(username="lingdao", display_name="", password=PASSWORD, **role).user

    # Else what was public in the test before would be.
    cache.clear()

    def opened(address):
        client.force_login(person)
        return client.get(address)

    return opened


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def passed(response):
    """Return which of the three steps are marked as done."""
    return ["is-passed" in one for one in re.findall(r'<li class="(card card-body[^"]*)"', response.content.decode())]


def test_leading_group_sees_what_is_open_now(as_, gap):
    page = text(as_("leader").get(PERIOD))
    assert "现在仍未办结（竞赛办写明的原因：机构调整）： ○ 未办结 未填报（2022年9月）：部门1还缺 1 项" in page
    assert "批准发布" in page


def test_leading_group_is_offered_no_approval_while_something_new_is_open(as_, gap, contest, people):
    enter(contest, {"e1": {"k0": 7}}, by=people.reporter)
    page = text(as_("leader").get(PERIOD))
    assert "提请之后又有未办结的事项，暂不能批准" in page
    assert "未审核（2022年9月）：部门1的 1 项数据" in page
    assert "○ 批准发布" not in page
    # Nobody has to telephone to say why it is not approved.
    assert "不批准，退回竞赛办" in page
    assert "去办理" not in page
    desk = as_("office").get(PERIOD)
    assert "去办理" in text(desk)
    assert passed(desk) == [True, False, False]


def test_waiting_release_says_that_it_will_not_come_out(as_, gap, contest, people):
    time_release(run=gap, approver=people.leader, reason="", publish_at=MORNING, now=NOW)
    enter(contest, {"e1": {"k0": 7}}, by=people.reporter)
    assert "到时仍未办结的不会发布" in text(as_("leader").get(PERIOD))


def test_recall_and_waiting_release_warn_of_each_other(as_, timed, released, people):
    warning = "本期已批准于 2022年10月15日 09:00 定时发布更正：撤回申请未决定之前到时不会发布"
    assert warning in text(as_("office").get(RECALL))
    request_recall(release=released, requester=people.office, reason=WRONG_UNIT, now=NOW)
    assert warning in text(as_("leader").get(RECALL))
    assert "第1期的撤回申请正在等待领导小组决定：到时尚未决定的，或批准撤回的，不会发布" in text(
        as_("leader").get(PERIOD)
    )


def test_correction_waits_for_the_decision_on_the_recall(as_, correction, released, people):
    assert "批准发布 不批准，退回竞赛办" in text(as_("leader").get(PERIOD))
    request_recall(release=released, requester=people.office, reason=WRONG_UNIT, now=NOW)
    page = text(as_("leader").get(PERIOD))
    assert "第1期的撤回申请正在等待领导小组决定，决定之后才能批准更正" in page
    assert "退回竞赛办" not in page


def test_steps_that_a_recall_undid_are_not_marked_as_done(as_, correction, released, people):
    client = as_("office")
    assert passed(client.get(PERIOD)) == [True, True, False]
    recall(released, people, now=NOW + timedelta(hours=1))
    page = client.get(PERIOD)
    assert passed(page) == [False, False, False]
    assert "本期榜单已撤回（第2期），撤回之前的计算结果不能发布；要重新发布，须重新计算" in text(page)


def test_steps_of_the_recalled_run_itself_are_not_either(as_, released, people):
    client = as_("office")
    assert passed(client.get(PERIOD)) == [True, True, True]
    recall(released, people, now=NOW + timedelta(hours=1))
    assert passed(client.get(PERIOD)) == [False, False, False]


def test_recall_gives_the_office_its_turn_and_the_leading_group_nothing(as_, correction, released, people):
    assert "待批准发布" in text(as_("leader").get(WORK))
    recall(released, people, now=NOW + timedelta(hours=1))
    assert "本期已撤回，待重新计算提请" in text(as_("office").get(WORK))
    assert "待批准发布" not in text(as_("leader").get(WORK))


def test_timed_release_that_failed_gives_the_office_its_turn(as_, timed, released, people):
    request_recall(release=released, requester=people.office, reason=WRONG_UNIT, now=NOW)
    publish_due(now=MORNING)
    assert "定时发布未成，待重新计算提请" in text(as_("office").get(WORK))
    assert "待批准发布" not in text(as_("leader").get(WORK))
    page = text(as_("leader").get(PERIOD))
    assert "定时发布未成" in page
    assert "等竞赛办重新计算、提请" in page


@pytest.mark.parametrize("stage", ["gap", "asked", "recalled"])
def test_reader_is_offered_only_what_opens(reader, contest, people, stage):
    if stage == "gap":
        compute(month(contest, people, scores={"e0": {"k0": 9}}))
    else:
        issue = release(month(contest, people), people)
        request_recall(release=issue, requester=people.office, reason=WRONG_UNIT, now=NOW)
    if stage == "recalled":
        decide_recall(request=issue.recall_requests.get(), decider=people.leader, approved=True, note="", now=NOW)
    page = reader(PERIOD)
    assert page.status_code == 200
    content = page.content.decode()
    main = content[content.index("<h1") :]
    links = set(re.findall(r'href="(/[^"#?]*)', main))
    assert {link: reader(link).status_code for link in links if reader(link).status_code != 200} == {}


def test_recall_of_a_correction_names_what_goes_with_it(as_, correction, people):
    second = approve_release(run=correction, approver=people.leader, reason="评分有误", now=NOW)
    page = text(as_("office").get(reverse("office:recall", args=["bisai", second.number])))
    assert "被它更正的第1期一并撤下" in page


def test_leading_group_may_send_back_what_figures_have_overtaken(as_, correction, contest, people):
    enter(contest, {"e1": {"k0": 3}}, by=people.reporter)
    approve_all(correction.period, people.reviewer)
    page = text(as_("leader").get(PERIOD))
    assert "计算之后数据、规则又有变动，暂不能批准，等竞赛办重新计算、提请" in page
    assert "不批准，退回竞赛办" in page
    as_("leader").post(f"{PERIOD}{correction.revision}/decline", {"note": "数据已变"})
    assert "数据已变" in text(as_("office").get(PERIOD))
