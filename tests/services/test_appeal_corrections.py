import json
from datetime import timedelta

import pytest

from contests.enums import AppealState, AuditAction, Role
from contests.errors import NotReadyError
from contests.models import Appeal, AuditEvent, Rating, Release
from contests.services.appeals import accept_appeal, decide_appeal, file_appeal
from contests.services.releases import check_run
from contests.services.review import return_ratings
from tests.factories import NOW, compute, make_contest, make_people, month, release

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)


@pytest.fixture
def contest():
    return make_contest(entrants=2)


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def released(contest, people):
    return release(month(contest, people), people)


def appeal_of(release, people, entrant="e1", scope="k0"):
    found = release.contest.entrants.select_related("department").get(code=entrant)
    words = {"claim": "得分有误", "grounds": "说明1号", "filer": people.reporter, "now": NOW}
    return file_appeal(release=release, entrant=found, scope=scope, **words)


def uphold(appeal, people, now=NOW):
    accept_appeal(appeal=appeal, by=people.office)
    decide_appeal(appeal=appeal, decider=people.office, upheld=True, note="经核对属实", now=now)
    appeal.refresh_from_db()


def put_right(contest, people, value=20):
    month(contest, people, scores={"e1": {"k0": value, "k1": value}})


def test_upheld_appeal_is_linked_with_the_correction_both_ways(contest, people, released):
    appeal = appeal_of(released, people)
    uphold(appeal, people)
    put_right(contest, people)
    second = release(released.period, people, "评分录入有误", LATER)
    appeal.refresh_from_db()
    assert (second.corrects, released.corrected_by, appeal.correction) == (released, second, second)
    assert list(second.settled_appeals.all()) == [appeal]
    payload = json.loads(second.payload)
    assert payload["correction_reason"] == "评分录入有误（部门1对“指标0”的申诉成立）"
    assert second.run.revision == 2
    assert Release.objects.get(pk=released.pk).payload == released.payload
    event = AuditEvent.objects.filter(action=AuditAction.RELEASE_APPROVED).first()
    assert event.details["appeals"] == [appeal.pk]


def test_whole_division_is_computed_again(contest, people, released):
    uphold(appeal_of(released, people), people)
    put_right(contest, people)
    second = release(released.period, people, "评分录入有误", LATER)
    ranks = {row["entrant"]: row["rank"] for row in json.loads(second.payload)["standings"] if row["scope"] == "total"}
    assert ranks == {"e0": 2, "e1": 1}


def test_correction_names_every_appeal_that_it_settles_and_no_other(contest, people, released):
    first, second = appeal_of(released, people), appeal_of(released, people, "e0", "total")
    rejected = appeal_of(released, people, scope="k1")
    for appeal in (first, second):
        uphold(appeal, people)
    accept_appeal(appeal=rejected, by=people.office)
    decide_appeal(appeal=rejected, decider=people.leader, upheld=False, note="不实", now=NOW)
    put_right(contest, people)
    with pytest.raises(NotReadyError, match="部门0对“总分”的申诉已成立，但该单位这一项的数据和规则与第1期相比没有变动"):
        release(released.period, people, "录入有误", LATER)
    assert not Appeal.objects.filter(correction__isnull=False).exists()
    month(contest, people, scores={"e0": {"k1": 17}})
    correction = release(released.period, people, "录入有误", LATER)
    reason = json.loads(correction.payload)["correction_reason"]
    assert reason == "录入有误（部门1对“指标0”的申诉成立、部门0对“总分”的申诉成立）"
    assert set(correction.settled_appeals.values_list("pk", flat=True)) == {first.pk, second.pk}


def test_next_correction_settles_nothing_twice(contest, people, released):
    appeal = appeal_of(released, people)
    uphold(appeal, people)
    put_right(contest, people)
    second = release(released.period, people, "一", LATER)
    put_right(contest, people, 19)
    third = release(released.period, people, "二", LATER)
    appeal.refresh_from_db()
    assert (appeal.correction, json.loads(third.payload)["correction_reason"]) == (second, "二")


def test_run_from_before_the_decision_is_not_checked(contest, people, released):
    appeal = appeal_of(released, people)
    put_right(contest, people)
    run = compute(released.period)
    uphold(appeal, people, LATER)
    with pytest.raises(NotReadyError, match="部门1对“指标0”的申诉在本次计算之后才裁定成立"):
        check_run(run=run, checker=people.office, now=LATER)


def test_correction_that_changes_nothing_does_not_settle_an_appeal(contest, people, released):
    uphold(appeal_of(released, people), people)
    with pytest.raises(NotReadyError, match="数据和规则与第1期相比没有变动"):
        release(released.period, people, "申诉成立", LATER)


def test_figure_that_was_sent_back_must_be_entered_and_approved_first(contest, people, released):
    uphold(appeal_of(released, people), people)
    rating = Rating.objects.get(entrant__code="e1", criterion__code="k0")
    seen = [(rating.pk, rating.version)]
    return_ratings(contest=contest, seen=seen, approver=people.office, note="申诉成立", now=LATER)
    with pytest.raises(NotReadyError, match="尚未重新填报并审核通过"):
        release(released.period, people, "申诉成立", LATER)
    put_right(contest, people)
    assert release(released.period, people, "申诉成立", LATER).corrects == released


def test_other_correction_is_allowed_while_an_appeal_is_open_and_the_next_one_settles_it(contest, people, released):
    appeal = appeal_of(released, people)
    month(contest, people, scores={"e0": {"k0": 1}})
    second = release(released.period, people, "另一处有误")
    assert json.loads(second.payload)["correction_reason"] == "另一处有误"
    uphold(appeal, people)
    put_right(contest, people)
    third = release(released.period, people, "评分有误", LATER)
    appeal.refresh_from_db()
    assert (appeal.release, appeal.correction, third.corrects) == (released, third, second)


def test_appeal_of_another_month_is_left_alone(contest, people, released):
    appeal = appeal_of(released, people)
    uphold(appeal, people)
    release(month(contest, people, "2022-10"), people, now=LATER)
    appeal.refresh_from_db()
    assert (appeal.state, appeal.correction) == (AppealState.UPHELD, None)


def test_unit_of_a_paper_appeal_is_named_like_any_other(contest, people, released):
    entrant = contest.entrants.get(code="e1")
    words = {"claim": "得分有误", "grounds": "来函", "filer": people.office, "now": NOW}
    appeal = file_appeal(release=released, entrant=entrant, scope="total", **words)
    accept_appeal(appeal=appeal, by=people.office)
    decide_appeal(appeal=appeal, decider=people.leader, upheld=True, note="属实", now=NOW)
    put_right(contest, people)
    correction = release(released.period, people, "录入有误", LATER)
    assert Appeal.objects.get().filed_role == Role.OFFICE
    assert "部门1对“总分”的申诉成立" in json.loads(correction.payload)["correction_reason"]
