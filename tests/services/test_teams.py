import pytest

from contests.enums import Role
from contests.errors import ForbiddenError, ScoreboardError
from contests.models import AuditEvent, Team, User
from contests.selectors.teams import assessors_of, overlaps, scored_criteria, team_lines
from contests.services.teams import delete_team, store_team
from tests.factories import make_contest, make_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest(entrants=3, criteria=2)


@pytest.fixture
def office(contest):
    return make_people(contest).office


def assessor(contest, name="pingwei", department=None):
    user = User.objects.create_user(name, department=department)
    user.memberships.create(department=contest.host, role=Role.ASSESSOR)
    return user


def store(contest, office, *, team=None, name="一组", members=(), entrants=("e0", "e1"), criteria=()):
    return store_team(
        contest=contest,
        team=team,
        name=name,
        members=members or [assessor(contest)],
        entrants=contest.entrants.filter(code__in=entrants),
        criteria=contest.criteria.filter(code__in=criteria),
        actor=office,
    )


def last():
    return AuditEvent.objects.filter(action="team.changed").order_by("-pk").first()


def test_team_is_made_changed_and_dissolved_with_old_and_new_in_the_log(contest, office):
    team = store(contest, office)
    first = {"name": "一组", "members": ["pingwei"], "entrants": ["e0", "e1"], "criteria": []}
    assert last().details == {"team": team.pk, "old": None, "new": first}
    number = team.pk
    store(contest, office, team=team, name="二组", members=team.members.all(), criteria=["k1"])
    second = first | {"name": "二组", "criteria": ["k1"]}
    assert last().details == {"team": number, "old": first, "new": second}
    delete_team(team=Team.objects.get(), actor=office)
    assert (last().details, last().actor) == ({"team": number, "old": second, "new": None}, office)
    assert Team.objects.count() == 0


def test_nothing_changed_is_not_recorded(contest, office):
    team = store(contest, office)
    store(contest, office, team=team, members=team.members.all())
    assert AuditEvent.objects.filter(action="team.changed").count() == 1


def test_teams_are_the_office_s(contest, office):
    team = store(contest, office)
    stranger = User.objects.get(username="leader")
    with pytest.raises(ForbiddenError):
        store(contest, stranger, team=team, members=team.members.all(), name="二组")
    with pytest.raises(ForbiddenError):
        delete_team(team=team, actor=stranger)
    assert Team.objects.get().name == "一组"


def test_name_is_had_once(contest, office):
    team = store(contest, office)
    with pytest.raises(ScoreboardError, match="已有考核组“一组”"):
        store(contest, office, members=team.members.all())


def test_members_units_and_criteria_are_the_contest_s(contest, office):
    other = make_contest(slug="bieren")
    members = [assessor(contest)]
    with pytest.raises(ScoreboardError, match="须有考核组角色）：office"):
        store(contest, office, members=[office])
    with pytest.raises(ScoreboardError, match="须有考核组角色）：waidi"):
        store(contest, office, members=[assessor(other, "waidi")])
    with pytest.raises(ScoreboardError, match="须是本竞赛的"):
        store_team(
            contest=contest,
            team=None,
            name="一组",
            members=members,
            entrants=other.entrants.all(),
            criteria=[],
            actor=office,
        )
    with pytest.raises(ScoreboardError, match="至少要有一名成员"):
        store(contest, office, members=members, entrants=())
    assert Team.objects.count() == 0


def test_members_of_a_unit_that_is_scored_are_named(contest, office):
    own = contest.entrants.get(code="e0").department
    works, reports, free = (
        assessor(contest, "benren", own),
        assessor(contest, "tianbao"),
        assessor(contest, "wairen"),
    )
    reports.memberships.create(department=contest.entrants.get(code="e1").department, role=Role.REPORTER)
    store(contest, office, members=[works, reports, free])
    (line,) = team_lines(contest)
    assert [(str(member), [entrant.code for entrant in entrants]) for member, entrants in line.barred] == [
        ("benren", ["e0"]),
        ("tianbao", ["e1"]),
    ]
    assert set(assessors_of(contest)) == {works, reports, free}


def test_cells_scored_by_two_teams_are_named(contest, office):
    members = [assessor(contest)]
    store(contest, office, members=members, criteria=["k0"])
    store(contest, office, members=members, name="二组", entrants=("e1", "e2"))
    store(contest, office, members=members, name="三组", entrants=("e2",), criteria=["k0"])
    found = [
        (str(one.first), str(one.second), [entrant.code for entrant in one.entrants], [c.code for c in one.criteria])
        for one in overlaps(team_lines(contest), scored_criteria(contest))
    ]
    assert sorted(found) == [("一组", "二组", ["e1"], ["k0"]), ("三组", "二组", ["e2"], ["k0"])]
