"""A liaison that is open in two windows: the second undoes nothing unseen, and judges only what it changes."""

import re
from datetime import date

import pytest
from django.urls import reverse

from contests.enums import Role
from contests.errors import ForbiddenError, ScoreboardError
from contests.models import Liaison, User
from contests.selectors.liaisons import wording_of
from contests.services.liaisons import LiaisonFacts, correct_liaison, end_liaison, remove_liaison

FIRST = date(2022, 9, 1)
CHANGED = "这条登记在另一个窗口（或由别人）改过了，您这次的操作没有保存"


def page_of(liaison):
    return reverse("office:liaison", args=[liaison.pk])


def seen_on(page):
    """Return what the forms of a page carry: both the same."""
    (seen,) = set(re.findall(r'name="seen" value="([^"]*)"', page))
    return seen


def sent(client, liaison, step, **data):
    return client.post(reverse(f"office:{step}-liaison", args=[liaison.pk]), data)


@pytest.fixture
def row(contest):
    user = User.objects.create_user("wang", display_name="王领导")
    user.memberships.create(department=contest.host, role=Role.LEADER)
    place = contest.entrants.get(code="e0").department
    return Liaison.objects.create(person=user, department=place, starts_on=FIRST)


@pytest.fixture
def office(as_):
    return as_("office")


@pytest.fixture
def opened(office, row):
    """What the second window carries: the page as it was before the first one changed the days."""
    seen = seen_on(office.get(page_of(row)).content.decode())
    first = {"person": row.person_id, "starts_on": "2022-09-05", "ends_on": "2022-12-31", "reason": "日期有误"}
    assert sent(office, row, "correct", **first, seen=seen).status_code == 302
    return seen


def days():
    return Liaison.objects.values_list("starts_on", "ends_on").get()


MENDED = (date(2022, 9, 5), date(2022, 12, 31))


def test_second_correction_undoes_nothing_and_is_followed_once_both_were_seen(office, people, row, opened):
    stale = {"person": people.leader.pk, "starts_on": "2022-09-01", "ends_on": "", "reason": "选错了人"}
    answer = sent(office, row, "correct", **stale, seen=opened)
    page = answer.content.decode()
    assert (answer.status_code, days()) == (422, MENDED)
    assert CHANGED in page
    assert "<dt>自何日起</dt><dd>2022-09-05</dd>" in page
    assert 'name="starts_on" value="2022-09-01"' in page
    assert 'value="选错了人"' in page
    assert sent(office, row, "correct", **stale, seen=seen_on(page)).status_code == 302
    assert days() == (FIRST, None)


def test_correction_of_another_is_not_removed_unseen(office, row, opened):
    answer = sent(office, row, "remove", reason="误登", seen=opened)
    page = answer.content.decode()
    assert (answer.status_code, days()) == (422, MENDED)
    assert CHANGED in page
    assert 'value="误登"' in page
    sent(office, row, "remove", reason="误登", seen=seen_on(page))
    assert not Liaison.objects.exists()


def test_other_fault_does_not_hide_that_it_was_changed(office, row, opened):
    page = sent(office, row, "remove", reason="", seen=opened).content.decode()
    assert CHANGED in page
    assert "请写明原因" in page


@pytest.mark.parametrize("step", ["correct", "remove"])
def test_what_does_not_say_what_was_seen_is_refused(office, people, row, step):
    data = {"person": people.leader.pk, "starts_on": "2022-09-01", "ends_on": "", "reason": "误"}
    assert sent(office, row, step, **data).status_code == 422
    assert Liaison.objects.get().person == row.person


def test_what_was_seen_is_judged_once_more_under_the_lock(people, row):
    seen, facts = wording_of(row), LiaisonFacts(row.person, date(2022, 9, 2), None)
    end_liaison(liaison=Liaison.objects.get(), ends_on=date(2022, 9, 30), actor=people.office)
    with pytest.raises(ScoreboardError, match="改过了"):
        correct_liaison(liaison=row, facts=facts, reason="写错", actor=people.office, seen=seen)
    with pytest.raises(ScoreboardError, match="改过了"):
        remove_liaison(liaison=row, reason="误登", actor=people.office, seen=seen)
    with pytest.raises(ForbiddenError):
        remove_liaison(liaison=row, reason="误登", actor=people.leader, seen=wording_of(Liaison.objects.get()))


def test_day_that_stays_is_not_judged(office, people, row):
    far = date(2010, 1, 1)
    Liaison.objects.update(starts_on=far)
    data = {"person": people.leader.pk, "starts_on": "2010-01-01", "ends_on": "", "reason": "选错了人"}
    seen = seen_on(office.get(page_of(row)).content.decode())
    assert sent(office, row, "correct", **data, seen=seen).status_code == 302
    assert Liaison.objects.get().person == people.leader
    seen = seen_on(office.get(page_of(row)).content.decode())
    moved = sent(office, row, "correct", **data | {"starts_on": "2010-01-02"}, seen=seen)
    assert "日期离竞赛的起止日期太远" in moved.content.decode()
    assert days()[0] == far
