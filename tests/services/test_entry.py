import pytest
from django.db import DatabaseError, transaction

from contests.enums import RatingStatus, Role
from contests.errors import ForbiddenError
from contests.models import AuditEvent, Rating, RatingVersion
from contests.services.accounts import grant_role
from contests.services.entry import Stored
from tests.factories import PASSWORD, approve_all, enter, make_contest, make_people, period_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest(entrants=2, criteria=2)


def test_store_ratings_new_changed_and_unchanged(contest):
    people = make_people(contest)
    assert enter(contest, {"e0": {"k0": 18, "k1": 17}}, by=people.reporter) == Stored(2, 0, 0)
    assert enter(contest, {"e0": {"k0": 18, "k1": 16}, "e1": {"k0": 5}}, by=people.reporter) == Stored(1, 1, 1)


def test_changed_rating_keeps_what_it_was_and_waits_for_approval_again(contest):
    people = make_people(contest)
    enter(contest, {"e0": {"k0": 18}}, by=people.reporter)
    approve_all(period_of(contest), people.reviewer)
    enter(contest, {"e0": {"k0": 3}}, by=people.office)
    rating = Rating.objects.get()
    assert (rating.status, rating.version, rating.entered_by, rating.approved_by) == (
        RatingStatus.SUBMITTED,
        2,
        people.office,
        None,
    )
    version = RatingVersion.objects.get()
    assert (version.version, version.value, version.status) == (1, 18, RatingStatus.APPROVED)
    assert (version.entered_by, version.approved_by, version.changed_by) == (
        people.reporter,
        people.reviewer,
        people.office,
    )


def test_unchanged_rating_keeps_its_approval(contest):
    people = make_people(contest)
    enter(contest, {"e0": {"k0": 18}}, by=people.reporter)
    approve_all(period_of(contest), people.reviewer)
    enter(contest, {"e0": {"k0": 18}}, by=people.office)
    assert Rating.objects.get().status == RatingStatus.APPROVED


@pytest.mark.parametrize("model", [RatingVersion, AuditEvent])
def test_history_refuses_change_and_deletion(contest, model):
    enter(contest, {"e0": {"k0": 18}})
    enter(contest, {"e0": {"k0": 17}})
    field = {RatingVersion: {"value": 20}, AuditEvent: {"subject": "无"}}[model]
    with pytest.raises(DatabaseError, match="不可更改"), transaction.atomic():
        model.objects.update(**field)
    with pytest.raises(DatabaseError, match="不可更改"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_audit_events_are_chained(contest):
    for value in (1, 2, 3):
        enter(contest, {"e0": {"k0": value}})
    events = list(AuditEvent.objects.order_by("pk"))
    assert [event.previous_sha256 for event in events] == ["", *(event.sha256 for event in events[:-1])]


def test_reporter_of_one_unit_cannot_enter_another(contest):
    own = contest.entrants.get(code="e0").department.code
    member = grant_role(
        username="zhaoshang", display_name="", password=PASSWORD, department=own, role=Role.REPORTER, actor=None
    )
    assert enter(contest, {"e0": {"k0": 10}}, by=member.user).new == 1
    with pytest.raises(ForbiddenError, match="不由该账号填报的单位或指标：部门1"):
        enter(contest, {"e0": {"k0": 11}, "e1": {"k0": 1}}, by=member.user)
    assert Rating.objects.get().value == 10
