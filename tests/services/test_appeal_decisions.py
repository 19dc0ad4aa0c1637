import pytest

from contests.enums import AppealState, AuditAction, Role
from contests.errors import AppealError, ForbiddenError
from contests.models import Appeal, AuditEvent, Department, Rating, User
from contests.services.appeals import accept_appeal, decide_appeal, file_appeal
from contests.services.review import return_ratings
from tests.factories import NOW, approve_all, enter, make_contest, make_people, month, period_of, propose, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest(entrants=2)


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def unit(contest):
    user = User.objects.create(username="danwei")
    user.memberships.create(department=Department.objects.get(code="bisai-d1"), role=Role.REPORTER)
    return user


@pytest.fixture
def contested(contest, people, unit):
    """Return a function that releases September and returns an accepted appeal of e1 against a scope."""

    def make(scope="total"):
        found = release(period_of(contest), people)
        entrant = contest.entrants.select_related("department").get(code="e1")
        words = {"claim": "得分有误", "grounds": "说明1号", "filer": unit, "now": NOW}
        appeal = file_appeal(release=found, entrant=entrant, scope=scope, **words)
        accept_appeal(appeal=appeal, by=people.office)
        return Appeal.objects.select_related("release__contest__host", "release__period", "entrant").get(pk=appeal.pk)

    return make


def hears(user, contest):
    user.memberships.get_or_create(department=contest.host, role=Role.LEADING_GROUP)
    return user


def decide(appeal, decider, *, upheld=True, note="经核对属实"):
    decide_appeal(appeal=appeal, decider=decider, upheld=upheld, note=note, now=NOW)
    appeal.refresh_from_db()
    return appeal


@pytest.mark.parametrize(("upheld", "state"), [(True, AppealState.UPHELD), (False, AppealState.REJECTED)])
@pytest.mark.parametrize("role", ["office", "leader"])
def test_appeal_is_decided_by_who_had_no_hand_in_it(contest, people, contested, role, upheld, state):
    month(contest, people)
    decider = getattr(people, role)
    appeal = decide(contested(), decider, upheld=upheld, note=" 经核对属实 ")
    assert (appeal.state, appeal.decided_by, appeal.decided_at) == (state, decider, NOW)
    assert (appeal.decision_note, appeal.correction) == ("经核对属实", None)
    event = AuditEvent.objects.first()
    assert (event.action, event.actor) == (AuditAction.APPEAL_DECIDED, decider)
    assert (event.details["state"], event.details["note"]) == (state, "经核对属实")


@pytest.mark.parametrize("role", ["reporter", "reviewer"])
def test_who_entered_or_approved_the_figures_is_refused_with_their_names(contest, people, contested, role):
    month(contest, people)
    with pytest.raises(ForbiddenError, match="您填报或审核过该单位本期的数据（指标0、指标1），须由他人裁定"):
        decide(contested(), hears(getattr(people, role), contest))


def test_who_entered_an_earlier_version_is_refused(contest, people, contested):
    enter(contest, {"e1": {"k0": 9}}, by=people.office)
    month(contest, people)
    with pytest.raises(ForbiddenError, match="指标0"):
        decide(contested("k0"), people.office)


def test_who_approved_before_it_was_returned_is_refused_and_who_returned_it_too(contest, people, contested):
    month(contest, people)
    appeal = contested("k0")
    rating = Rating.objects.get(entrant__code="e1", criterion__code="k0")
    seen = [(rating.pk, rating.version)]
    return_ratings(contest=contest, seen=seen, approver=people.office, note="请核对", now=NOW)
    for person in (hears(people.reviewer, contest), people.office):
        with pytest.raises(ForbiddenError, match="指标0"):
            decide(appeal, person)
    assert decide(appeal, people.leader).state == AppealState.UPHELD


@pytest.mark.parametrize(("scope", "allowed"), [("total", False), ("work", False), ("k0", False), ("k1", True)])
def test_only_the_contested_scope_counts(contest, people, contested, scope, allowed):
    enter(contest, {"e1": {"k0": 9}}, by=people.office)
    enter(contest, {"e0": {"k0": 9, "k1": 9}, "e1": {"k1": 9}}, by=people.reporter)
    approve_all(period_of(contest), people.reviewer)
    appeal = contested(scope)
    if allowed:
        assert decide(appeal, people.office).state == AppealState.UPHELD
    else:
        with pytest.raises(ForbiddenError, match="指标0"):
            decide(appeal, people.office)


def test_figures_of_the_neighbour_or_of_another_month_do_not_count(contest, people, contested):
    enter(contest, {"e0": {"k0": 9, "k1": 9}}, by=people.office)
    enter(contest, {"e1": {"k0": 9, "k1": 9}}, by=people.office, period="2022-08")
    enter(contest, {"e1": {"k0": 9, "k1": 9}}, by=people.reporter)
    approve_all(period_of(contest), people.reviewer)
    assert decide(contested(), people.office).state == AppealState.UPHELD


def finding(contest, scope):
    entrant = contest.entrants.get(code="e1").pk
    values = {"period_id": period_of(contest).pk, "entrant_id": entrant, "scope": scope, "colour": "black"}
    return values | {"fact": "迟报材料", "source": "notice", "document": "通报3号", "by_hand": True}


@pytest.mark.parametrize(
    ("scope", "contested_scope", "allowed"),
    [
        ("total", "total", False),
        ("work", "total", False),
        ("work", "work", False),
        ("total", "work", True),
        ("work", "k0", True),
    ],
)
def test_who_proposed_an_event_of_the_scope_is_refused(contest, people, contested, scope, contested_scope, allowed):
    propose(contest, findings=[finding(contest, scope)], by=people.office)
    month(contest, people)
    appeal = contested(contested_scope)
    if allowed:
        assert decide(appeal, people.office).state == AppealState.UPHELD
    else:
        with pytest.raises(ForbiddenError, match="您提出或审批过该单位本期的事项（迟报材料）"):
            decide(appeal, people.office)


def test_who_approved_an_adjustment_is_refused(contest, people, contested):
    values = {"period_id": period_of(contest).pk, "entrant_id": contest.entrants.get(code="e1").pk, "scope": "total"}
    bonus = values | {"kind": "bonus", "points": 2, "matter": "受表彰", "document": "通报1号"}
    propose(contest, adjustments=[bonus], by=people.reporter)
    enter(contest, {"e0": {"k0": 9, "k1": 9}}, by=people.reporter)
    approve_all(period_of(contest), people.office)
    with pytest.raises(ForbiddenError, match="受表彰"):
        decide(contested(), people.office)


def test_filer_is_refused_though_of_the_leading_group(contest, people, contested, unit):
    month(contest, people)
    with pytest.raises(ForbiddenError, match="您是这件申诉的提出人"):
        decide(contested(), hears(unit, contest))


def test_who_does_not_hear_appeals_is_refused(contest, people, contested):
    month(contest, people)
    with pytest.raises(ForbiddenError, match="只有本竞赛的竞赛办和领导小组"):
        decide(contested(), people.reviewer)


def test_decision_needs_a_note(contest, people, contested):
    month(contest, people)
    with pytest.raises(AppealError, match="裁定须写明意见"):
        decide(contested(), people.office, note=" ")


def test_appeal_is_decided_once_and_only_after_it_was_taken_up(contest, people, contested):
    month(contest, people)
    appeal = contested()
    Appeal.objects.update(state=AppealState.FILED)
    with pytest.raises(AppealError, match="已由他人处理"):
        decide(appeal, people.office)
    Appeal.objects.update(state=AppealState.ACCEPTED)
    decide(appeal, people.office)
    with pytest.raises(AppealError, match="已由他人处理"):
        decide(appeal, people.leader, upheld=False)
    assert Appeal.objects.get().state == AppealState.UPHELD
