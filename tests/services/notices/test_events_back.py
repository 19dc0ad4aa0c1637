"""Who proposed an event is told that it was not approved, or not any more, and why."""

from django.utils import timezone

from contests.enums import Decision, NoticeKind
from contests.models import Adjustment, Finding, Notice
from contests.services.notices.look import look_at_log
from contests.services.review import decide_events, withdraw_events
from tests.factories import NOW, period_of, propose


def proposed(contest, by):
    common = {"period_id": period_of(contest).pk, "entrant_id": contest.entrants.get(code="e0").pk, "document": "通报"}
    finding = common | {"scope": "total", "colour": "red", "fact": "办节有力", "source": "notice"}
    adjustment = common | {"scope": "total", "kind": "bonus", "points": 2, "effect": "", "matter": "获省级表彰"}
    propose(contest, findings=[finding], adjustments=[adjustment], by=by)
    return {"findings": [Finding.objects.get().pk], "adjustments": [Adjustment.objects.get().pk]}


def told():
    look_at_log(by_email=False, now=timezone.now())
    rows = Notice.objects.filter(kind=NoticeKind.RETURNED).order_by("pk")
    return [(notice.person, notice.text, notice.link) for notice in rows]


def test_proposer_is_told_that_approval_was_taken_back_and_why(contest, people, looked):
    events = proposed(contest, people.reporter)
    who = {"contest": contest, "approver": people.reviewer, "now": NOW}
    decide_events(**who, **events, decision=Decision.APPROVED)
    assert told() == []
    withdraw_events(**who, **events, reason="查无此事")
    page = f"/entry/bisai/findings/{events['findings'][0]}/"
    assert told() == [
        (people.reporter, "2022年9月事项“部门0：办节有力”被撤销批准。原因：查无此事", page),
        (people.reporter, "2022年9月事项“部门0：获省级表彰”被撤销批准。原因：查无此事", "/entry/bisai/findings/"),
    ]  # fmt: skip


def test_office_is_told_of_imports_that_were_not_approved(contest, people, looked):
    events = proposed(contest, None)
    decide_events(contest=contest, approver=people.reviewer, now=NOW, **events, decision=Decision.REJECTED)
    assert {(person, text) for person, text, _ in told()} == {
        (people.office, "2022年9月事项“部门0：办节有力”未获批准"),
        (people.office, "2022年9月事项“部门0：获省级表彰”未获批准"),
    }
