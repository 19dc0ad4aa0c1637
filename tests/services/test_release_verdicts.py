"""What the leading group may do with a checked run: publish it, for a time, or send it back."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from contests.errors import ForbiddenError, NotReadyError
from contests.models import Bulletin, Release, Verdict
from contests.services.releases import (
    BulletinPlan,
    approve_release,
    check_run,
    decline_release,
    publish_due,
    time_release,
    withdraw_release,
)
from tests.factories import NOW, compute, make_contest, make_people, month, recall

pytestmark = pytest.mark.django_db
MORNING = NOW + timedelta(hours=17)
PLAN = BulletinPlan("竞办", "各参赛单位", shows_scores=False)


@pytest.fixture
def contest():
    return make_contest()


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def run(contest, people):
    found = compute(month(contest, people))
    check_run(run=found, checker=people.office, now=NOW, bulletin=PLAN)
    return found


@pytest.fixture
def timed(run, people):
    time_release(run=run, approver=people.leader, reason="", publish_at=MORNING, now=NOW)
    return run


def test_release_brings_its_bulletin_with_it(run, people):
    release = approve_release(run=run, approver=people.leader, reason="", now=NOW)
    bulletin = Bulletin.objects.get()
    assert (str(bulletin), bulletin.release, bulletin.made_by) == ("竞办〔2022〕1号", release, people.office)
    assert (bulletin.recipients, bulletin.shows_scores) == ("各参赛单位", False)


@pytest.mark.only_postgresql  # SQLite's integers have no end
def test_release_and_bulletin_come_together_or_not_at_all(run, contest, people):
    approve_release(run=run, approver=people.leader, reason="", now=NOW)
    Bulletin.objects.update(number=2**31 - 1)
    again = compute(month(contest, people, "2022-10"))
    check_run(run=again, checker=people.office, now=NOW, bulletin=PLAN)
    with pytest.raises(DatabaseError), transaction.atomic():
        approve_release(run=again, approver=people.leader, reason="", now=NOW)
    assert Release.objects.count() == 1


def test_clock_publishes_at_its_time_and_not_before(timed):
    assert publish_due(now=MORNING - timedelta(seconds=1)) == []
    (pk,) = publish_due(now=MORNING)
    release = Release.objects.get(pk=pk)
    assert (release.run, release.released_at, release.approved_by.username) == (timed, MORNING, "leader")
    assert publish_due(now=MORNING) == []
    assert Bulletin.objects.get().release == release


def test_what_waits_for_its_time_is_not_approved_twice(timed, people):
    with pytest.raises(NotReadyError, match="已批准于 2022年10月15日 09:00 发布"):
        approve_release(run=timed, approver=people.leader, reason="", now=NOW)
    with pytest.raises(NotReadyError, match="先撤销"):
        time_release(run=timed, approver=people.leader, reason="", publish_at=MORNING, now=NOW)
    with pytest.raises(NotReadyError, match="先撤销"):
        decline_release(run=timed, actor=people.leader, note="再看看", now=NOW)


@pytest.mark.parametrize("name", ["office", "leader"])
def test_office_and_leading_group_stop_the_clock(timed, people, name):
    withdraw_release(run=timed, actor=getattr(people, name), note="还要核实", now=NOW)
    assert publish_due(now=MORNING) == []
    approve_release(run=timed, approver=people.leader, reason="", now=MORNING)
    with pytest.raises(NotReadyError, match="已经发布"):
        withdraw_release(run=timed, actor=people.office, note="晚了", now=MORNING)


def test_others_do_not_stop_the_clock(timed, people):
    with pytest.raises(ForbiddenError):
        withdraw_release(run=timed, actor=people.reviewer, note="不同意", now=NOW)


def test_figures_that_change_meanwhile_stop_the_release_and_say_why(timed, contest, people):
    month(contest, people, scores={"e2": {"k0": 20, "k1": 20}})
    assert publish_due(now=MORNING) == []
    assert not Release.objects.exists()
    last = Verdict.objects.last()
    assert (last.kind, last.by) == ("stopped", None)
    assert "请重新计算" in last.note
    assert publish_due(now=MORNING) == []
    assert Verdict.objects.count() == 2


def test_who_has_left_the_leading_group_meanwhile_publishes_nothing(timed, people):
    people.leader.memberships.all().delete()
    assert publish_due(now=MORNING) == []
    assert "只有本竞赛的领导小组" in Verdict.objects.last().note


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(seconds=-1), timedelta(days=31)])
def test_moment_that_is_over_or_far_off_is_refused(run, people, ahead):
    with pytest.raises(NotReadyError, match="须在现在之后、30 天之内"):
        time_release(run=run, approver=people.leader, reason="", publish_at=NOW + ahead, now=NOW)


def test_run_that_was_sent_back_is_computed_and_checked_anew(run, contest, people):
    with pytest.raises(NotReadyError, match="须写明原因"):
        decline_release(run=run, actor=people.leader, note=" ", now=NOW)
    decline_release(run=run, actor=people.leader, note="部门2的得分请再核", now=NOW)
    with pytest.raises(NotReadyError, match="领导小组已退回（部门2的得分请再核）"):
        approve_release(run=run, approver=people.leader, reason="", now=NOW)
    again = compute(run.period)
    with pytest.raises(NotReadyError, match="与领导小组退回的那次（第 1 次计算）结果相同"):
        check_run(run=again, checker=people.office, now=NOW)
    check_run(run=again, checker=people.office, now=NOW, reason="经复核无误")
    assert approve_release(run=again, approver=people.leader, reason="", now=NOW).number == 1


@pytest.mark.parametrize("name", ["office", "reviewer"])
def test_only_the_leading_group_sends_back_and_times(run, people, name):
    person = getattr(people, name)
    with pytest.raises(ForbiddenError):
        decline_release(run=run, actor=person, note="不", now=NOW)
    with pytest.raises(ForbiddenError):
        time_release(run=run, approver=person, reason="", publish_at=MORNING, now=NOW)


def test_reason_of_a_correction_names_no_person(run, contest, people):
    approve_release(run=run, approver=people.leader, reason="", now=NOW)
    people.reporter.display_name = "欧阳建国"
    people.reporter.save()
    again = compute(month(contest, people, scores={"e2": {"k0": 20, "k1": 20}}))
    check_run(run=again, checker=people.office, now=NOW)
    with pytest.raises(NotReadyError, match=r"不能写个人姓名$"):
        approve_release(run=again, approver=people.leader, reason="欧阳建国填错", now=NOW)


def test_what_was_approved_before_the_period_was_recalled_needs_a_new_approval(run, contest, people):
    first = approve_release(run=run, approver=people.leader, reason="", now=NOW)
    again = compute(month(contest, people, scores={"e2": {"k0": 20, "k1": 20}}))
    check_run(run=again, checker=people.office, now=NOW)
    time_release(run=again, approver=people.leader, reason="复核后更正", publish_at=MORNING, now=NOW)
    recall(first, people, now=NOW + timedelta(hours=1))
    assert publish_due(now=MORNING) == []
    # What a later period takes over from the recalled one may have outdated the run as well.
    assert Verdict.objects.last().kind == "stopped"
