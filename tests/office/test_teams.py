import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contests.enums import Role
from contests.models import Team, User
from tests.factories import make_contest

TEAMS, NEW = reverse("office:teams", args=["bisai"]), reverse("office:team", args=["bisai"])


@pytest.fixture
def member(contest):
    user = User.objects.create_user("pingwei", display_name="王评委", department=contest.entrants.first().department)
    user.memberships.create(department=contest.host, role=Role.ASSESSOR)
    return user


def form(contest, member, **changes):
    entrants = list(contest.entrants.values_list("pk", flat=True))
    return {"name": "一组", "members": [member.pk], "entrants": entrants, "criteria": []} | changes


def test_team_is_made_and_said_to_score_no_unit_of_a_member(as_, contest, member):
    page = as_("office").post(NEW, form(contest, member), follow=True).content.decode()
    assert "已保存考核组“一组”" in page
    assert "王评委属于部门0，不能给自己的单位评分" in page
    assert Team.objects.get().entrants.count() == 2


def test_two_teams_on_the_same_cells_are_told(as_, contest, member):
    client = as_("office")
    client.post(NEW, form(contest, member))
    page = client.post(NEW, form(contest, member, name="二组"), follow=True).content.decode()
    assert "都评：部门0、部门1的指标0" in page


def test_every_fault_is_told_beside_its_field(as_, contest, member):
    other = make_contest(slug="bieren").entrants.first()
    wrong = form(contest, member, name="", members=[], entrants=[other.pk])
    response = as_("office").post(NEW, wrong)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["name", "members", "entrants"])
    assert Team.objects.count() == 0


def test_name_that_is_taken_is_told(as_, contest, member):
    client = as_("office")
    client.post(NEW, form(contest, member))
    response = client.post(NEW, form(contest, member))
    assert response.status_code == 422
    assert "本竞赛已有考核组“一组”" in response.content.decode()


def test_team_is_changed_and_deleted(as_, contest, member):
    client = as_("office")
    client.post(NEW, form(contest, member))
    address = reverse("office:team", args=["bisai", Team.objects.get().pk])
    assert "checked" in client.get(address).content.decode()
    client.post(address, form(contest, member, name="新名"))
    assert Team.objects.get().name == "新名"
    assert client.get(f"{address}delete").url == address
    assert "已删除考核组“新名”" in client.post(f"{address}delete", follow=True).content.decode()
    assert client.post(f"{address}delete").status_code == client.get(address).status_code == 404


def test_team_of_another_contest_is_not_there(as_, contest):
    other = make_contest(slug="bieren")
    team = Team.objects.create(contest=other, name="别人的")
    client = as_("office")
    for slug in ("bisai", "bieren"):
        address = reverse("office:team", args=[slug, team.pk])
        assert client.get(address).status_code == client.post(f"{address}delete").status_code == 404


def test_list_costs_the_same_queries_whatever_its_length(as_, contest, member):
    client = as_("office")
    counts = []
    for number in range(6):
        client.post(NEW, form(contest, member, name=f"第{number}组"))
        with CaptureQueriesContext(connection) as queries:
            client.get(TEAMS)
        counts.append(len(queries))
    assert set(counts) == {16}
