from datetime import date

import pytest
from django.db import IntegrityError, transaction

from contests.enums import AuditAction, DayKind
from contests.errors import ForbiddenError
from contests.models import AuditEvent, Holiday
from contests.services.holidays import Changes, SpecialDay, remove_days, store_days
from tests.factories import make_contest, make_people

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2022, 10, 1), date(2022, 10, 8)


@pytest.fixture
def people():
    return make_people(make_contest())


def day(on=FIRST, kind=DayKind.HOLIDAY, name="国庆节"):
    return SpecialDay(on, kind, name)


def stored():
    return list(Holiday.objects.values_list("date", "kind", "name"))


def test_days_are_stored_changed_and_left_alone_with_old_and_new_in_the_log(people):
    assert store_days(days=[day()], actor=people.office, source="放假.csv") == Changes(1, 0, 0)
    worked = day(SECOND, DayKind.WORKDAY)
    assert store_days(days=[day(name="国庆"), worked], actor=people.office, source="页面") == Changes(1, 1, 0)
    assert stored() == [(FIRST, "holiday", "国庆"), (SECOND, "workday", "国庆节")]
    event = AuditEvent.objects.first()
    assert (event.action, event.actor, event.subject) == (AuditAction.HOLIDAYS_CHANGED, people.office, "页面")
    assert event.details == {
        "2022-10-01": {"old": ["holiday", "国庆节"], "new": ["holiday", "国庆"]},
        "2022-10-08": {"old": None, "new": ["workday", "国庆节"]},
    }


def test_days_that_are_there_already_leave_no_trace(people):
    store_days(days=[day()], actor=None, source="放假.csv")
    before = AuditEvent.objects.count()
    assert store_days(days=[day()], actor=people.office, source="放假.csv") == Changes(0, 0, 1)
    assert AuditEvent.objects.count() == before


def test_removed_days_are_in_the_log(people):
    store_days(days=[day(), day(SECOND)], actor=None, source="放假.csv")
    assert remove_days(days=[SECOND, date(2022, 12, 1)], actor=people.office, source="页面") == 1
    assert stored() == [(FIRST, "holiday", "国庆节")]
    assert AuditEvent.objects.first().details == {"2022-10-08": {"old": ["holiday", "国庆节"], "new": None}}


@pytest.mark.parametrize("role", ["reporter", "reviewer", "leader"])
def test_calendar_is_kept_by_offices_only(people, role):
    with pytest.raises(ForbiddenError):
        store_days(days=[day()], actor=getattr(people, role), source="页面")
    store_days(days=[day()], actor=None, source="页面")
    with pytest.raises(ForbiddenError):
        remove_days(days=[FIRST], actor=getattr(people, role), source="页面")
    assert len(stored()) == 1


def test_database_refuses_a_day_twice():
    Holiday.objects.create(date=FIRST, kind="holiday", name="国庆节")
    with pytest.raises(IntegrityError), transaction.atomic():
        Holiday.objects.create(date=FIRST, kind="workday", name="国庆节")
