"""The page on which the office links leaders to departments and projects, and ends that."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contests.enums import Role
from contests.errors import ForbiddenError, ScoreboardError
from contests.models import AuditEvent, Liaison, Membership, Project, User
from contests.services.contests import store_contest
from contests.services.liaisons import end_liaison, link_leader
from tests.factories import contest_spec, make_contest, make_people

PAGE = reverse("office:liaisons")
FIRST = date(2022, 9, 1)


@pytest.fixture
def leader(contest):
    user = User.objects.create_user("wang", display_name="王领导")
    user.memberships.create(department=contest.host, role=Role.LEADER)
    return user


def department(contest, at=0):
    return contest.entrants.order_by("order")[at].department


def key(contest, at=0):
    return f"department-{department(contest, at).pk}"


def form(contest, leader, **changes):
    return {"person": leader.pk, "targets": [key(contest)], "starts_on": "2022-09-01"} | changes


def test_leader_is_linked_to_several_at_once(as_, contest, leader):
    both = [key(contest, 0), key(contest, 1)]
    page = as_("office").post(PAGE, form(contest, leader, targets=both), follow=True).content.decode()
    assert "已登记 2 条" in page
    assert "2 个部门和项目都有联系领导" in page
    stored = [(row.person, row.target, row.starts_on, row.ends_on) for row in Liaison.objects.order_by("pk")]
    assert stored == [(leader, department(contest, at), FIRST, None) for at in (0, 1)]
    events = AuditEvent.objects.filter(action="liaison.added")
    assert [(event.subject, event.details["starts_on"]) for event in events.order_by("pk")] == [
        (f"bisai-d{at} wang", {"old": None, "new": "2022-09-01"}) for at in (0, 1)
    ]


def test_what_has_nobody_is_told_and_can_be_chosen(as_, contest, people, leader):
    link_leader(person=leader, targets=[department(contest)], starts_on=FIRST, actor=people.office)
    client = as_("office")
    page = client.get(PAGE).content.decode()
    assert "已联系 1 / 2 个，1 个未联系" in page
    shown = {show: client.get(f"{PAGE}?show={show}").context["page"].object_list for show in ("none", "linked", "")}
    assert {show: [line.target.name for line in lines] for show, lines in shown.items()} == {
        "none": ["部门1"], "linked": ["部门0"], "": ["部门1", "部门0"],
    }  # fmt: skip
    assert client.get(f"{PAGE}?show=other").status_code == 404


def test_projects_are_told_apart_from_departments(as_, people):
    spec = contest_spec(slug="xm", entrants=2)
    for entrant in spec["entrants"]:
        entrant["project"] = {"category": "产业"}
    contest = store_contest(spec=spec, actor=None)
    people.office.memberships.create(department=contest.host, role=Role.OFFICE)
    lines = as_("office").get(PAGE).context["page"]
    assert [(line.target.kind_name, line.target.contests) for line in lines] == [
        ("部门", {"bisai": "测试竞赛"}), ("部门", {"bisai": "测试竞赛"}),
        ("项目", {"xm": "测试竞赛"}), ("项目", {"xm": "测试竞赛"}),
    ]  # fmt: skip


def test_every_fault_is_told_and_nothing_is_lost(as_, contest, leader):
    response = as_("office").post(PAGE, {"person": "", "starts_on": "x", "targets": []})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["person", "starts_on", "targets"])
    again = as_("office").post(PAGE, form(contest, leader, starts_on=""))
    assert f'value="{key(contest)}" checked' in again.content.decode()
    assert not Liaison.objects.exists()


def test_only_leaders_over_the_department_can_be_linked(as_, contest, people, leader):
    unit = User.objects.create_user("li", display_name="李领导")
    unit.memberships.create(department=department(contest, 1), role=Role.LEADER)
    switched_off = User.objects.create_user("zhao", is_active=False)
    switched_off.memberships.create(department=contest.host, role=Role.LEADER)
    client = as_("office")
    offered = dict(client.get(PAGE).context["form"].fields["person"].choices)
    assert set(offered) == {"", people.leader.pk, leader.pk, unit.pk}
    response = client.post(PAGE, form(contest, unit, targets=[key(contest, 0), key(contest, 1)]))
    assert response.status_code == 422
    assert "李领导在“部门0”没有领导或领导小组的角色" in response.content.decode()
    assert not Liaison.objects.exists()


def test_nobody_is_linked_twice_and_after_the_end_again(as_, contest, people, leader):
    client = as_("office")
    client.post(PAGE, form(contest, leader))
    assert "王领导已在联系“部门0”" in client.post(PAGE, form(contest, leader)).content.decode()
    end_liaison(liaison=Liaison.objects.get(), ends_on=date(2022, 9, 30), actor=people.office)
    assert "王领导已在联系“部门0”" in client.post(PAGE, form(contest, leader, starts_on="2022-09-30")).content.decode()
    client.post(PAGE, form(contest, leader, starts_on="2022-10-01"))
    assert Liaison.objects.filter(ends_on=None).get().starts_on == date(2022, 10, 1)
    # Two leaders of one department are two liaisons.
    client.post(PAGE, form(contest, people.leader))
    assert Liaison.objects.filter(ends_on=None).count() == 2


def test_liaison_ends_once_and_stays_to_be_read(as_, contest, people, leader):
    (row,) = link_leader(person=leader, targets=[department(contest)], starts_on=FIRST, actor=people.office)
    address = reverse("office:liaison", args=[row.pk])
    client = as_("office")
    early = client.post(address, {"ends_on": "2022-08-31"})
    assert (early.status_code, "结束日期不能早于开始日期（2022-09-01）" in early.content.decode()) == (422, True)
    assert client.post(address, {"ends_on": ""}).status_code == 422
    assert (
        "王领导联系部门0已登记结束日期" in client.post(address, {"ends_on": "2022-09-30"}, follow=True).content.decode()
    )
    row.refresh_from_db()
    assert row.ends_on == date(2022, 9, 30)
    event = AuditEvent.objects.first()
    assert (event.action, event.details["ends_on"]) == ("liaison.ended", {"old": None, "new": "2022-09-30"})
    assert "这条联系已经结束" in client.post(address, {"ends_on": "2022-10-01"}).content.decode()
    page = client.get(address).content.decode()
    assert "2022-09-30" in page
    assert "结束联系" not in page


def test_liaison_of_a_sibling_park_is_not_there(as_, contest, leader):
    other = make_contest(slug="bieren")
    leader.memberships.create(department=other.host, role=Role.LEADER)
    (row,) = link_leader(person=leader, targets=[department(other)], starts_on=FIRST, actor=None)
    client = as_("office")
    assert client.get(reverse("office:liaison", args=[row.pk])).status_code == 404
    foreign = client.post(PAGE, form(contest, leader, targets=[key(other)]))
    assert foreign.context["form"].errors["targets"] == ["所选的部门或项目已不在名单中"]


def test_service_refuses_who_is_not_of_the_office(contest, people, leader):
    with pytest.raises(ForbiddenError, match="只有本单位或上级单位的竞赛办"):
        link_leader(person=leader, targets=[department(contest)], starts_on=FIRST, actor=people.leader)
    (row,) = link_leader(person=leader, targets=[department(contest)], starts_on=FIRST, actor=people.office)
    with pytest.raises(ForbiddenError):
        end_liaison(liaison=row, ends_on=FIRST, actor=people.leader)
    with pytest.raises(ScoreboardError, match="请至少选一个部门或项目"):
        link_leader(person=leader, targets=[], starts_on=FIRST, actor=people.office)


@pytest.mark.parametrize("kept", ["none", "both", "backwards", "twice", "twice_project"])
def test_database_keeps_what_must_never_be_false(contest, leader, kept):
    place = department(contest)
    project = Project.objects.create(code="xm", name="项目", department=place)
    one = {"person": leader, "starts_on": FIRST}
    rows = {
        "none": [one],
        "both": [one | {"department": place, "project": project}],
        "backwards": [one | {"department": place, "ends_on": date(2022, 8, 31)}],
        "twice": [one | {"department": place}] * 2,
        "twice_project": [one | {"project": project}] * 2,
    }[kept]
    *before, last = rows
    for row in before:
        Liaison.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Liaison.objects.create(**last)


def test_list_costs_the_same_queries_whatever_its_length(as_, contest, people, leader):
    client = as_("office")
    counts = []
    for slug in ("er", "san"):
        link_leader(person=leader, targets=[department(contest, len(counts))], starts_on=FIRST, actor=None)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))
        more = make_contest(slug=slug, entrants=9)
        make_people(more, prefix=slug)
        Membership.objects.create(user=people.office, department=more.host, role=Role.OFFICE)
    assert counts == [8, 8]
