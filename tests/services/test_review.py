import pytest
from django.db import IntegrityError, transaction

from contests.enums import Decision, RatingStatus
from contests.errors import ForbiddenError, ScoreboardError, StaleRatingError
from contests.models import Adjustment, Finding, Rating, RatingVersion
from contests.services.events import Proposed
from contests.services.review import approve_ratings, decide_events, return_ratings, withdraw_events
from tests.factories import NOW, enter, make_contest, make_people, period_of, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest(entrants=2, criteria=1)


def seen():
    return list(Rating.objects.values_list("pk", "version"))


def test_approve_ratings_by_a_second_person(contest):
    people = make_people(contest)
    enter(contest, {"e0": {"k0": 1}, "e1": {"k0": 2}}, by=people.reporter)
    assert approve_ratings(contest=contest, seen=seen(), approver=people.reviewer, now=NOW) == 2
    assert set(Rating.objects.values_list("status", "approved_by")) == {(RatingStatus.APPROVED, people.reviewer.pk)}


def test_approve_ratings_of_one_s_own_is_refused_whole(contest):
    people = make_people(contest)
    enter(contest, {"e0": {"k0": 1}}, by=people.reporter)
    people.reviewer.memberships.create(department=contest.host, role="reporter")
    enter(contest, {"e1": {"k0": 2}}, by=people.reviewer)
    with pytest.raises(StaleRatingError):
        approve_ratings(contest=contest, seen=seen(), approver=people.reviewer, now=NOW)
    assert set(Rating.objects.values_list("status", flat=True)) == {RatingStatus.SUBMITTED}


def test_approve_ratings_that_changed_since_they_were_seen_is_refused(contest):
    people = make_people(contest)
    enter(contest, {"e0": {"k0": 1}}, by=people.reporter)
    before = seen()
    enter(contest, {"e0": {"k0": 20}}, by=people.reporter)
    with pytest.raises(StaleRatingError):
        approve_ratings(contest=contest, seen=before, approver=people.reviewer, now=NOW)


def test_database_refuses_an_approval_by_the_one_who_entered(contest):
    people = make_people(contest)
    enter(contest, {"e0": {"k0": 1}}, by=people.reporter)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.update(status=RatingStatus.APPROVED, approved_by=people.reporter)


def test_return_ratings_keeps_a_version_and_the_note(contest):
    people = make_people(contest)
    enter(contest, {"e0": {"k0": 1}}, by=people.reporter)
    return_ratings(contest=contest, seen=seen(), approver=people.reviewer, note="请核对", now=NOW)
    rating = Rating.objects.get()
    assert (rating.status, rating.review_note, rating.version) == (RatingStatus.RETURNED, "请核对", 2)
    assert RatingVersion.objects.get().reason == "请核对"


def test_return_ratings_without_a_note_is_refused(contest):
    people = make_people(contest)
    enter(contest, {"e0": {"k0": 1}}, by=people.reporter)
    with pytest.raises(StaleRatingError, match="原因"):
        return_ratings(contest=contest, seen=seen(), approver=people.reviewer, note=" ", now=NOW)


def test_returned_rating_entered_again_is_submitted(contest):
    people = make_people(contest)
    enter(contest, {"e0": {"k0": 1}}, by=people.reporter)
    return_ratings(contest=contest, seen=seen(), approver=people.reviewer, note="请核对", now=NOW)
    enter(contest, {"e0": {"k0": 1}}, by=people.reporter)
    rating = Rating.objects.get()
    assert (rating.status, rating.review_note, rating.version) == (RatingStatus.SUBMITTED, "", 3)


def finding(contest, **changes):
    period = period_of(contest).pk
    entrant = contest.entrants.get(code="e0").pk
    values = {"period_id": period, "entrant_id": entrant, "scope": "total", "colour": "black", "fact": "未按要求报送"}
    return values | {"source": "notice", "by_hand": True} | changes


def test_decide_events_by_a_second_person(contest):
    people = make_people(contest)
    adjustment = {
        "period_id": period_of(contest).pk,
        "entrant_id": contest.entrants.get(code="e0").pk,
        "scope": "total",
        "kind": "bonus",
        "points": 2,
        "matter": "受表彰",
        "document": "通报1号",
    }
    propose(contest, findings=[finding(contest)], adjustments=[adjustment], by=people.reporter)
    ids = {"findings": [Finding.objects.get().pk], "adjustments": [Adjustment.objects.get().pk]}
    with pytest.raises(ForbiddenError):
        decide_events(contest=contest, **ids, approver=people.reporter, decision=Decision.APPROVED, now=NOW)
    assert decide_events(contest=contest, **ids, approver=people.reviewer, decision=Decision.APPROVED, now=NOW) == 2
    with pytest.raises(ForbiddenError):
        decide_events(contest=contest, **ids, approver=people.office, decision=Decision.REJECTED, now=NOW)
    assert Finding.objects.get().decision == Decision.APPROVED


def test_same_matter_counts_once(contest):
    assert propose(contest, findings=[finding(contest)]) == Proposed(1, 0, 0)
    assert propose(contest, findings=[finding(contest)]) == Proposed(0, 0, 1)
    with pytest.raises(ScoreboardError, match="内容不同"):
        propose(contest, findings=[finding(contest, by_hand=False)])
    assert Finding.objects.get().by_hand


def decide(contest, people, decision, *, by=None):
    pk = Finding.objects.get().pk
    decide_events(
        contest=contest, findings=[pk], adjustments=[], approver=by or people.reviewer, decision=decision, now=NOW
    )
    return pk


def test_rejected_matter_can_be_proposed_again_with_other_words(contest):
    people = make_people(contest)
    propose(contest, findings=[finding(contest)], by=people.reporter)
    decide(contest, people, Decision.REJECTED)
    assert propose(contest, findings=[finding(contest, by_hand=False)], by=people.office).findings == 1
    row = Finding.objects.get()
    assert (row.decision, row.by_hand, row.proposed_by, row.decided_by) == ("proposed", False, people.office, None)


def test_approved_matter_is_withdrawn_by_a_second_person_with_a_reason(contest):
    people = make_people(contest)
    propose(contest, findings=[finding(contest)], by=people.office)
    pk = decide(contest, people, Decision.APPROVED)
    who = {"contest": contest, "findings": [pk], "adjustments": [], "now": NOW}
    with pytest.raises(ForbiddenError, match="原因"):
        withdraw_events(**who, approver=people.reviewer, reason=" ")
    with pytest.raises(ForbiddenError, match="自己提出"):
        withdraw_events(**who, approver=people.office, reason="查无此事")
    assert withdraw_events(**who, approver=people.reviewer, reason="查无此事") == 1
    assert Finding.objects.get().decision == Decision.REJECTED


@pytest.mark.parametrize("role", ["reporter", "leader"])
def test_review_is_for_reviewers_of_the_contest(contest, role):
    people = make_people(contest)
    enter(contest, {"e0": {"k0": 1}}, by=people.office)
    with pytest.raises(ForbiddenError):
        approve_ratings(contest=contest, seen=seen(), approver=getattr(people, role), now=NOW)
    assert Rating.objects.get().status == RatingStatus.SUBMITTED
