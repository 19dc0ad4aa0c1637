from datetime import timedelta

import pytest

from contests.enums import Role
from contests.errors import ForbiddenError, NotReadyError
from contests.models import AuditEvent, Delivery, Department, Entrant, Notice, Team, User
from contests.services.notices.nudge import nudge
from tests.factories import NOW, enter, even_scores, period_of


@pytest.fixture
def period(contest):
    return contest.periods.select_related("contest__host").get(code="2022-09")


# Two days before September closes.
EARLY = NOW - timedelta(days=11)


@pytest.fixture
def unit_reporters(contest, people):
    """A reporter of each of the two units; nobody reports for both."""
    people.reporter.memberships.all().delete()
    found = []
    for number in range(2):
        user = User.objects.create(username=f"danwei{number}", display_name=f"填报员{number}")
        user.memberships.create(department=Department.objects.get(code=f"bisai-d{number}"), role=Role.REPORTER)
        found.append(user)
    return found


def press(period, people, entrants=None, now=NOW):
    return nudge(period=period, entrants=entrants, actor=people.office, by_email=False, now=now)


def test_everyone_who_lacks_something_is_told_what(contest, period, people, unit_reporters):
    enter(contest, {"e0": {"k0": 18}})
    assert press(period, people, now=EARLY).told == 2
    assert [reporter.notices.get().text for reporter in unit_reporters] == [
        "请尽快填报2022年9月：部门0还缺 1 项，填报截止 2022-10-05 24:00",
        "请尽快填报2022年9月：部门1还缺 2 项，填报截止 2022-10-05 24:00",
    ]
    assert unit_reporters[0].notices.get().link == "/entry/bisai/2022-09/"


def test_after_the_deadline_people_are_told_whom_to_ask(period, people, unit_reporters):
    press(period, people)
    assert unit_reporters[0].notices.get().text == (
        "请尽快填报2022年9月：部门0还缺 2 项，填报已于 2022-10-05 24:00 截止，补报请联系竞赛办重新开放"
    )


def test_one_unit_is_pressed_alone(period, people, unit_reporters):
    assert press(period, people, [Entrant.objects.get(code="e1").pk]).told == 1
    assert Notice.objects.get().person == unit_reporters[1]


def test_nobody_is_pressed_twice_within_the_hour(contest, period, people, unit_reporters):
    press(period, people, [Entrant.objects.get(code="e1").pk])
    done = press(period, people, now=NOW + timedelta(minutes=59))
    assert (done.told, done.spared) == (1, 1)
    assert press(period, people, now=NOW + timedelta(minutes=60, seconds=1)).told == 1
    assert Notice.objects.filter(person=unit_reporters[1]).count() == 2
    assert AuditEvent.objects.filter(action="people.nudged").count() == 3


def test_pressing_for_another_period_is_another_matter(contest, period, people, unit_reporters):
    press(period, people)
    other = contest.periods.select_related("contest__host").get(code="2022-08")
    assert press(other, people).told == 2


def test_what_a_team_scores_presses_the_team(contest, period, people, unit_reporters):
    assessor = User.objects.create(username="kaohe")
    assessor.memberships.create(department=contest.host, role=Role.ASSESSOR)
    team = Team.objects.create(contest=contest, name="第一组")
    team.members.add(assessor)
    team.entrants.add(Entrant.objects.get(code="e0"))
    press(period, people, [Entrant.objects.get(code="e0").pk])
    assert Notice.objects.get().person == assessor


def test_group_is_told_of_units_and_no_person(period, people, unit_reporters, make_robot):
    make_robot()
    press(period, people, now=EARLY)
    text = Delivery.objects.get().text
    assert text == "【测试竞赛】2022年9月催报：部门0、部门1还缺 4 项，填报截止 2022-10-05 24:00"
    assert not any(str(reporter) in text for reporter in unit_reporters)
    press(period, people, now=EARLY + timedelta(minutes=1))
    assert Delivery.objects.count() == 1


def test_nothing_to_press_for(contest, period, people):
    enter(contest, even_scores(contest))
    with pytest.raises(NotReadyError, match="已全部填报"):
        press(period, people)


def test_nobody_to_press(period, people):
    people.reporter.memberships.all().delete()
    with pytest.raises(NotReadyError, match="没有填报员"):
        press(period, people)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("role", ["reporter", "reviewer", "leader"])
def test_pressing_is_for_the_office(contest, people, role):
    with pytest.raises(ForbiddenError):
        nudge(period=period_of(contest), entrants=None, actor=getattr(people, role), by_email=False, now=NOW)
