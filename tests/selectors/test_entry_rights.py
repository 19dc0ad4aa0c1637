import pytest

from contests.enums import Role
from contests.models import Team, User
from contests.selectors.entry_rights import entry_rights
from contests.services.accounts import grant_role
from tests.factories import PASSWORD, make_contest, make_people


@pytest.fixture
def contest(db):
    return make_contest(entrants=3, criteria=2)


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def pk(contest):
    """Ids by code, of entrants and criteria."""
    return dict(contest.entrants.values_list("code", "pk")) | dict(contest.criteria.values_list("code", "pk"))


def member(role, department, name="kaohe"):
    return grant_role(
        username=name, display_name="", password=PASSWORD, department=department, role=role, actor=None
    ).user


def make_team(contest, user, entrants, criteria=()):
    team = Team.objects.create(contest=contest, name=f"考核组{Team.objects.count()}")
    team.members.add(user)
    team.entrants.add(*contest.entrants.filter(code__in=entrants))
    team.criteria.add(*contest.criteria.filter(code__in=criteria))
    return team


def roles(contest, user, pk):
    rights = entry_rights(contest, User.objects.get(pk=user.pk))
    return {(e, k): rights.role(pk[e], pk[k]) for e in ("e0", "e1", "e2") for k in ("k0", "k1")}


def test_reporter_of_a_department_enters_its_entrant_only(contest, pk):
    user = member(Role.REPORTER, "bisai-d1")
    found = roles(contest, user, pk)
    assert {cell for cell, role in found.items() if role == Role.REPORTER} == {("e1", "k0"), ("e1", "k1")}
    assert {role for cell, role in found.items() if cell[0] != "e1"} == {None}


def test_assessor_scores_what_the_team_scores(contest, pk):
    user = member(Role.ASSESSOR, "bisai-park")
    make_team(contest, user, ["e0", "e1"], ["k0"])
    assert {cell for cell, role in roles(contest, user, pk).items() if role} == {("e0", "k0"), ("e1", "k0")}


def test_team_without_criteria_scores_all(contest, pk):
    user = member(Role.ASSESSOR, "bisai-park")
    make_team(contest, user, ["e2"])
    assert {cell for cell, role in roles(contest, user, pk).items() if role} == {("e2", "k0"), ("e2", "k1")}


def test_assessor_never_scores_the_own_department(contest, pk):
    user = member(Role.ASSESSOR, "bisai-park")
    user.department = contest.entrants.get(code="e0").department
    user.save()
    make_team(contest, user, ["e0", "e1"], ["k0"])
    assert {cell for cell, role in roles(contest, user, pk).items() if role} == {("e1", "k0")}


def test_assessor_never_scores_a_unit_that_they_report_for(contest, pk):
    user = member(Role.ASSESSOR, "bisai-park")
    member(Role.REPORTER, "bisai-d0")
    make_team(contest, user, ["e0", "e1"], ["k0"])
    assert roles(contest, user, pk)["e0", "k0"] is None


def test_what_a_team_scores_is_not_reported_by_the_unit(contest, pk, people):
    make_team(contest, member(Role.ASSESSOR, "bisai-park"), ["e0"], ["k0"])
    reporter = member(Role.REPORTER, "bisai-d0", "tianbao")
    assert {cell for cell, role in roles(contest, reporter, pk).items() if role} == {("e0", "k1")}


def test_member_of_a_team_without_the_role_scores_nothing(contest, pk):
    user = member(Role.LEADER, "bisai-park")
    make_team(contest, user, ["e0"])
    assert set(roles(contest, user, pk).values()) == {None}


def test_office_enters_everything(contest, pk, people):
    assert set(roles(contest, people.office, pk).values()) == {Role.OFFICE}
