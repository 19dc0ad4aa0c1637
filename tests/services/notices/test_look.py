"""Whom the log concerns, and that each is told once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from contests.enums import AuditAction, Colour, FindingSource, NoticeKind, Role
from contests.models import AuditEvent, Delivery, Department, Notice, NoticeCursor, Rating, User
from contests.selectors.entry import entry_guide
from contests.services.appeals import accept_appeal, decide_appeal, file_appeal
from contests.services.entry import Figure
from contests.services.entry.drafts import Cell, save_cells, submit_drafts
from contests.services.findings import Draft, propose_finding
from contests.services.notices.look import look_at_log
from contests.services.notices.reading import mark_read
from contests.services.releases import check_run, decline_release, publish_due, time_release
from contests.services.review import approve_ratings, return_ratings
from tests.factories import NOW, compute, enter, even_scores, month, period_of, propose, release


def look():
    look_at_log(by_email=False, now=timezone.now())


def told(person, kind):
    return list(Notice.objects.filter(person=person, kind=kind).values_list("text", flat=True))


def seen():
    return list(Rating.objects.values_list("pk", "version"))


def test_first_look_tells_nothing_of_what_was(contest, people):
    release(month(contest, people), people)
    look()
    assert not Notice.objects.exists()
    assert NoticeCursor.objects.get().event > 0


def test_returned_figures_are_told_to_who_entered_them(contest, people, looked, make_robot):
    make_robot()
    enter(contest, even_scores(contest), by=people.reporter)
    return_ratings(contest=contest, seen=seen(), approver=people.reviewer, note="与台账不符", now=NOW)
    look()
    (text,) = told(people.reporter, NoticeKind.RETURNED)
    assert text == "2022年9月有 4 项被退回：部门0·指标0、部门0·指标1、部门1·指标0 等。原因：与台账不符"
    assert Notice.objects.filter(kind=NoticeKind.RETURNED).count() == 1
    group = Delivery.objects.get(key__startswith="ratings.returned").text
    assert group == "【测试竞赛】2022年9月有 4 项数据被退回，请改正后重新填报"


def test_approved_figures_are_told_to_who_entered_them(contest, people, looked):
    enter(contest, {"e0": {"k0": 18}}, by=people.reporter)
    approve_ratings(contest=contest, seen=seen(), approver=people.reviewer, now=NOW)
    look()
    assert told(people.reporter, NoticeKind.APPROVED) == ["2022年9月有 1 项已审核通过：部门0·指标0"]


def test_figures_from_the_console_come_back_to_the_unit_s_reporters(contest, people, looked):
    enter(contest, {"e0": {"k0": 18}})
    return_ratings(contest=contest, seen=seen(), approver=people.reviewer, note="不符", now=NOW)
    look()
    assert len(told(people.reporter, NoticeKind.RETURNED)) == 1


def test_looking_twice_tells_once(contest, people, looked):
    enter(contest, even_scores(contest), by=people.reporter)
    approve_ratings(contest=contest, seen=seen(), approver=people.reviewer, now=NOW)
    look()
    number = Notice.objects.count()
    look()
    NoticeCursor.objects.update(event=looked.event)
    look()
    assert Notice.objects.count() == number


def test_event_that_cannot_be_read_keeps_no_other_untold(contest, people, looked, caplog):
    for details in ({}, {"appeal": 0}, {"appeal": "x"}):
        AuditEvent.objects.record(
            action=AuditAction.APPEAL_DECIDED, actor_id=None, subject=contest.slug, details=details
        )
    AuditEvent.objects.record(action=AuditAction.APPEAL_DECIDED, actor_id=None, subject="没有", details={})
    enter(contest, {"e0": {"k0": 18}}, by=people.reporter, now=timezone.now())
    look()
    assert len(told(people.reviewer, NoticeKind.WAITING)) == 1
    assert caplog.text.count("无法形成通知") == 3


def test_reviewers_are_told_once_until_they_have_read(contest, people, looked):
    enter(contest, {"e0": {"k0": 18}}, by=people.reporter, now=timezone.now())
    look()
    enter(contest, {"e1": {"k0": 18}}, by=people.reporter, now=timezone.now())
    look()
    assert told(people.reviewer, NoticeKind.WAITING) == ["2022年9月有数据 1 项待审核"]
    mark_read(person=people.reviewer, now=NOW)
    enter(contest, {"e1": {"k1": 18}}, by=people.reporter, now=timezone.now())
    look()
    assert told(people.reviewer, NoticeKind.WAITING)[0] == "2022年9月有数据 3 项待审核"
    assert told(people.leader, NoticeKind.WAITING) == []


def test_figures_typed_days_ago_are_told_of_when_they_are_submitted(contest, people, looked):
    period, typed = period_of(contest), NOW - timedelta(days=10)
    guide = entry_guide(contest)
    criteria = guide.periods[period.code].criteria
    cells = [
        Cell(Figure(period.pk, guide.entrants[entrant].pk, criteria["k0"].pk, Decimal(18), None, None, ""), 0)
        for entrant in ("e0", "e1")
    ]
    save_cells(contest=contest, cells=cells, entered_by=people.reporter, now=typed)
    look()
    assert told(people.reviewer, NoticeKind.WAITING) == []
    submit_drafts(contest=contest, periods=[period], by=people.reporter, now=typed)
    look()
    assert told(people.reviewer, NoticeKind.WAITING) == ["2022年9月有数据 2 项待审核"]


def test_without_a_reviewer_the_office_is_told(contest, people, looked):
    people.reviewer.memberships.all().delete()
    enter(contest, {"e0": {"k0": 18}}, by=people.reporter, now=timezone.now())
    look()
    assert len(told(people.office, NoticeKind.WAITING)) == 1


def test_reviewer_of_the_unit_is_told_of_the_unit_s_figures_only(contest, people, looked):
    own = User.objects.create(username="chushen")
    own.memberships.create(department=Department.objects.get(code="bisai-d0"), role=Role.REVIEWER)
    enter(contest, even_scores(contest), by=people.reporter, now=timezone.now())
    look()
    assert told(own, NoticeKind.WAITING) == ["2022年9月有本单位数据 2 项待初审"]
    assert told(people.reviewer, NoticeKind.WAITING) == ["2022年9月有数据 4 项待审核"]


def test_proposed_events_are_told_to_the_reviewers(contest, people, looked):
    finding = {
        "entrant_id": contest.entrants.first().pk,
        "period_id": period_of(contest).pk,
        "scope": "total",
        "colour": Colour.BLACK,
        "fact": "迟报材料",
        "source": FindingSource.NOTICE,
    }
    propose(contest, findings=[finding], by=people.reporter)
    look()
    assert told(people.reviewer, NoticeKind.WAITING) == ["2022年9月有事项 1 件待审核"]


def test_checked_run_is_told_to_the_leading_group(contest, people, looked):
    check_run(run=compute(month(contest, people)), checker=people.office, now=NOW)
    look()
    assert told(people.leader, NoticeKind.WAITING) == ["2022年9月计算结果已核对，待批准发布"]


def test_release_is_told_to_all_who_have_a_part_and_no_score_goes_out_before(contest, people, looked, make_robot):
    make_robot()
    check_run(run=compute(month(contest, people)), checker=people.office, now=NOW)
    look()
    before = list(Delivery.objects.values_list("text", flat=True))
    assert not any("36" in text or "35" in text for text in before)
    release(month(contest, people, scores={"e0": {"k0": 17}}), people)
    look()
    for person in (people.reporter, people.reviewer, people.office):
        (notice,) = person.notices.filter(kind=NoticeKind.RELEASED)
        assert (notice.text, notice.link) == ("第1期（2022年9月）已发布", "/contests/bisai/releases/1/")
    assert not people.leader.notices.filter(kind=NoticeKind.RELEASED).exists()
    assert Delivery.objects.first().text == "【测试竞赛】第1期（2022年9月）已发布"


@pytest.fixture
def appeal(contest, people):
    issue = release(month(contest, people), people)
    entrant = contest.entrants.get(code="e0")
    filer = User.objects.create(username="danwei")
    filer.memberships.create(department=entrant.department, role=Role.REPORTER)
    return file_appeal(
        release=issue, entrant=entrant, scope="k0", claim="得分有误", grounds="说明1号", filer=filer, now=NOW
    )


def test_appeal_is_told_to_who_hears_it_and_its_decision_to_the_unit(contest, people, looked, make_robot, request):
    make_robot()
    appeal = request.getfixturevalue("appeal")
    look()
    assert "收到部门0对“指标0”的申诉（第1期），待处理" in told(people.office, NoticeKind.WAITING)
    assert "收到部门0对“指标0”的申诉（第1期），待处理" in told(people.leader, NoticeKind.WAITING)
    accept_appeal(appeal=appeal, by=people.office)
    later = NOW + timedelta(days=1)
    decide_appeal(appeal=appeal, decider=people.office, upheld=True, note="应为 19 分", now=later)
    look()
    (text,) = told(appeal.filed_by, NoticeKind.APPEAL)
    assert text == "部门0对“指标0”的申诉（第1期）裁定：成立。应为 19 分"
    assert Delivery.objects.get(key__startswith="appeal.decided").text == "【测试竞赛】第1期有一件申诉已裁定"


def test_person_who_is_switched_off_is_not_told(contest, people, looked):
    User.objects.filter(pk=people.reviewer.pk).update(is_active=False)
    enter(contest, {"e0": {"k0": 18}}, by=people.reporter, now=timezone.now())
    look()
    assert not people.reviewer.notices.exists()


def test_finding_made_on_a_page_is_told_to_the_reviewers(contest, people, looked):
    entrant, period = contest.entrants.get(code="e0"), period_of(contest)
    draft = Draft(
        period=period.pk, entrant=entrant.pk, scope="total", criterion=None, colour=Colour.BLACK,
        source=FindingSource.REPORT, fact="迟报材料", document="", by_hand=True, covert=False,
    )  # fmt: skip
    propose_finding(contest=contest, draft=draft, proposed_by=people.office)
    look()
    (text,) = told(people.reviewer, NoticeKind.WAITING)
    assert "1 件" in text


def test_sent_back_timed_and_stopped_are_told_to_those_whose_turn_it_is(contest, people, looked):
    run = compute(month(contest, people))
    check_run(run=run, checker=people.office, now=NOW)
    morning = NOW + timedelta(hours=17)
    time_release(run=run, approver=people.leader, reason="", publish_at=morning, now=NOW)
    look()
    assert told(people.office, NoticeKind.RELEASED) == ["2022年9月已批准，定于 2022-10-15 09:00 自动发布"]
    month(contest, people, scores={"e1": {"k0": 3}})
    publish_due(now=morning)
    look()
    stopped = "2022年9月定时发布未成：计算之后，数据、规则或上期发布又有变动，请重新计算"
    assert stopped in told(people.office, NoticeKind.RELEASED)
    assert stopped in told(people.leader, NoticeKind.RELEASED)
    again = compute(run.period)
    check_run(run=again, checker=people.office, now=NOW)
    decline_release(run=again, actor=people.leader, note="再核", now=NOW)
    look()
    assert told(people.office, NoticeKind.RETURNED) == ["2022年9月被领导小组退回：再核"]
