"""What comes between the check of a run and its release: more that is open, a recall that is asked for or decided."""

from datetime import timedelta

import pytest

from contests.enums import Decision
from contests.errors import NotReadyError
from contests.models import AuditEvent, Finding, Release, ReleaseCheck, Verdict
from contests.selectors.open_points import open_points, seal_of
from contests.services.events import propose_events
from contests.services.recalls import decide_recall, request_recall
from contests.services.releases import (
    BulletinPlan,
    approve_release,
    check_run,
    decline_release,
    publish_due,
    time_release,
)
from contests.services.review import decide_events
from tests.factories import NOW, WRONG_UNIT, compute, enter, make_contest, make_people, month, recall, release

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
MORNING = NOW + 17 * HOUR


@pytest.fixture
def contest():
    return make_contest()


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def run(contest, people):
    """A run that lacks a figure of e2, for a reason."""
    found = compute(
        month(contest, people, scores={"e0": {"k0": 9, "k1": 9}, "e1": {"k0": 8, "k1": 8}, "e2": {"k0": 7}})
    )
    check_run(run=found, checker=people.office, now=NOW, reason="机构调整")
    return found


@pytest.fixture
def deeds(contest, people, run):
    """Return a function that proposes so many events of the run's period."""

    def make(number):
        of = {"period_id": run.period_id, "entrant_id": contest.entrants.get(code="e0").pk, "scope": "total"}
        of |= {"colour": "red", "source": "notice", "document": "", "by_hand": True}
        found = [of | {"fact": f"办结{n}"} for n in range(number)]
        propose_events(contest=contest, findings=found, adjustments=[], proposed_by=people.reporter, source="测试")

    return make


@pytest.fixture
def released(contest, people):
    return release(month(contest, people), people)


@pytest.fixture
def correction(contest, people, released):
    """A checked run that would correct the issue."""
    found = compute(month(contest, people, scores={"e2": {"k0": 20, "k1": 20}}))
    check_run(run=found, checker=people.office, now=NOW)
    return found


def approve(run, people, reason="", now=NOW):
    return approve_release(run=run, approver=people.leader, reason=reason, now=now)


def time(run, people, reason=""):
    return time_release(run=run, approver=people.leader, reason=reason, publish_at=MORNING, now=NOW)


def test_what_the_office_answered_for_stops_nothing(run, people):
    assert approve(run, people).number == 1


@pytest.mark.parametrize("act", [approve, time])
def test_what_is_open_since_the_check_stops_the_approval(run, people, deeds, act):
    deeds(1)
    with pytest.raises(
        NotReadyError,
        match=r"提请之后又有未办结的事项.*：未审批（2022年9月）：部门0 红榜 “办结0”（直接上榜），不计入结果$",
    ):
        act(run, people)
    assert not Release.objects.exists()


def test_office_that_says_why_once_more_makes_the_way_free(run, people, deeds):
    deeds(1)
    again = compute(run.period)
    check_run(run=again, checker=people.office, now=NOW, reason="事项下月再议")
    assert approve(again, people).run == again


def test_what_is_open_since_the_approval_stops_the_clock(run, people, deeds):
    time(run, people)
    deeds(1)
    assert publish_due(now=MORNING) == []
    assert "提请之后又有未办结的事项" in Verdict.objects.last().note


@pytest.mark.parametrize(("proposed", "rejected", "stopped"), [(2, 1, False), (3, 0, True)])
def test_less_of_the_same_stops_nothing_and_more_does(contest, people, deeds, run, proposed, rejected, stopped):
    deeds(2)
    again = compute(run.period)
    check_run(run=again, checker=people.office, now=NOW, reason="事项下月再议")
    deeds(proposed)
    findings = list(Finding.objects.values_list("pk", flat=True)[:rejected])
    decide_events(
        contest=contest, findings=findings, adjustments=[], approver=people.office, decision=Decision.REJECTED, now=NOW
    )
    if stopped:
        with pytest.raises(NotReadyError, match=r"：未审批（2022年9月）：部门0 红榜 “办结2”（直接上榜），不计入结果$"):
            approve(again, people)
    else:
        assert approve(again, people).run == again


def swap_event(contest, people, deeds):
    """Have the one event that waits rejected, and a veto proposed in its place."""
    decide_events(
        contest=contest, findings=[Finding.objects.get().pk], adjustments=[], approver=people.reviewer,
        decision=Decision.REJECTED, now=NOW,
    )  # fmt: skip
    deeds(2)


def change_figure(contest, people, deeds):
    """Report another figure in place of the one that waits."""
    enter(contest, {"e2": {"k1": 20}}, by=people.reporter)


def change_event(contest, people, deeds):
    """Change the event that waits, its words staying as they are."""
    Finding.objects.update(version=2)


@pytest.mark.parametrize("swap", [swap_event, change_figure, change_event])
def test_reason_for_one_thing_holds_for_no_other_in_its_place(contest, people, deeds, run, swap):
    deeds(1)
    enter(contest, {"e2": {"k1": 5}}, by=people.reporter)
    again = compute(run.period)
    check_run(run=again, checker=people.office, now=NOW, reason="事项下月再议")
    swap(contest, people, deeds)
    with pytest.raises(NotReadyError, match="提请之后又有未办结的事项"):
        approve(again, people)
    assert not Release.objects.exists()


def test_reason_is_for_what_its_writer_saw(contest, people, deeds, run):
    again = compute(run.period)
    check = {"run": again, "checker": people.office, "now": NOW, "reason": "机构调整"}
    seal = seal_of(open_points(again.period, again))
    deeds(1)
    with pytest.raises(NotReadyError, match="这一页打开之后，未办结的事项有变动，请看过现在的再提请"):
        check_run(**check, seal=seal)
    check_run(**check, seal=seal_of(open_points(again.period, again)))
    assert len(ReleaseCheck.objects.get(run=again).open_facts) == 2


def test_reason_is_kept_though_nothing_is_open_any_more_and_the_plan_is_in_the_log(contest, people):
    run = compute(month(contest, people))
    plan = BulletinPlan("竞办", "各部门", shows_scores=False)
    check_run(run=run, checker=people.office, now=NOW, reason="刚刚补齐", bulletin=plan)
    assert ReleaseCheck.objects.get().reason == "刚刚补齐"
    details = AuditEvent.objects.get(action="release.checked").details
    assert details["reason"] == "刚刚补齐"
    assert details["bulletin"] == {"prefix": "竞办", "recipients": "各部门", "shows_scores": False}


@pytest.mark.parametrize("act", [approve, time])
def test_issue_whose_recall_is_asked_for_is_not_corrected_meanwhile(released, correction, people, act):
    request = request_recall(release=released, requester=people.office, reason=WRONG_UNIT, now=NOW)
    with pytest.raises(NotReadyError, match="第1期的撤回申请正在等待领导小组决定，决定之后才能批准更正"):
        act(correction, people, "评分有误")
    decide_recall(request=request, decider=people.leader, approved=False, note="以更正处理", now=NOW)
    act(correction, people, "评分有误")


def test_recall_that_is_asked_for_stops_the_clock(released, correction, people):
    time(correction, people, "评分有误")
    request_recall(release=released, requester=people.office, reason=WRONG_UNIT, now=NOW)
    assert publish_due(now=MORNING) == []
    assert "撤回申请正在等待" in Verdict.objects.last().note


@pytest.mark.parametrize("act", [approve, time])
def test_run_of_before_a_recall_is_computed_anew(released, correction, people, act):
    recall(released, people, now=NOW + HOUR)
    with pytest.raises(NotReadyError, match="本期榜单已撤回（第2期），撤回之前的计算结果不能发布，请重新计算"):
        act(correction, people, "核实后重新发布")
    again = compute(correction.period, now=NOW + 2 * HOUR)
    check_run(run=again, checker=people.office, now=NOW + 2 * HOUR)
    assert approve(again, people, "核实后重新发布", NOW + 2 * HOUR).corrects.number == 2


def test_run_of_before_a_recall_is_not_passed_on(contest, released, people):
    old = compute(month(contest, people, scores={"e2": {"k0": 20, "k1": 20}}))
    recall(released, people, now=NOW + HOUR)
    with pytest.raises(NotReadyError, match="撤回之前的计算结果不能发布"):
        check_run(run=old, checker=people.office, now=NOW + 2 * HOUR)


def test_what_the_clock_did_not_publish_is_the_offices_again(run, people, deeds):
    time(run, people)
    deeds(1)
    publish_due(now=MORNING)
    Finding.objects.all().delete()
    with pytest.raises(NotReadyError, match=r"定时发布未成（提请之后.*），请重新计算、核对后再提请"):
        approve(run, people)
    with pytest.raises(NotReadyError, match="定时发布未成"):
        decline_release(run=run, actor=people.leader, note="再核", now=MORNING)


def test_figure_that_came_after_the_check_is_told(run, contest, people):
    enter(contest, {"e2": {"k1": 7}}, by=people.reporter)
    with pytest.raises(NotReadyError, match="未审核（2022年9月）：部门2的 1 项数据，不计入结果"):
        approve(run, people)
