"""Finding one's way in a long list of linked leaders, days that cannot be meant, and putting right what is wrong."""

from datetime import date

import pytest
from django.urls import reverse

from contests.enums import Role
from contests.errors import ScoreboardError
from contests.models import AuditEvent, Liaison, User
from contests.selectors.liaisons import wording_of
from contests.services.contests import store_contest
from contests.services.liaisons import LiaisonFacts, correct_liaison, end_liaison, link_leader
from contests.templatetags.audit import detail_lines
from tests.factories import contest_spec, make_contest

PAGE = reverse("office:liaisons")
FIRST = date(2022, 9, 1)


@pytest.fixture
def leader(contest):
    user = User.objects.create_user("wang", display_name="王领导")
    user.memberships.create(department=contest.host, role=Role.LEADER)
    return user


@pytest.fixture
def row(contest, people, leader):
    """部门0 linked to 王领导 from the first of September on."""
    place = contest.entrants.get(code="e0").department
    return link_leader(person=leader, targets=[place], starts_on=FIRST, actor=people.office)[0]


def found(client, **query):
    return [line.target.name for line in client.get(PAGE, query).context["page"]]


def mend(client, row, step, **data):
    data["seen"] = wording_of(Liaison.objects.get(pk=row.pk))
    return client.post(reverse(f"office:{step}-liaison", args=[row.pk]), data, follow=True)


def test_list_is_searched_by_unit_by_leader_and_by_contest(as_, people, row):
    other = make_contest(slug="er", entrants=1)
    people.office.memberships.create(department=other.host, role=Role.OFFICE)
    client = as_("office")
    assert found(client, q="部门1") == ["部门1"]
    assert found(client, q="王领") == ["部门0"]
    assert found(client, contest="er") == ["部门0"]
    assert found(client, contest="bisai", show="none") == ["部门1"]
    assert found(client, q="没有的", contest="none") == []
    page = client.get(PAGE, {"q": "部门", "contest": "bisai", "show": "none"}).content.decode()
    assert 'name="q" value="部门"' in page
    assert '<option value="bisai" selected>' in page
    assert '<option value="none" selected>' in page
    assert "没有符合条件的部门和项目" in client.get(PAGE, {"q": "没有的"}).content.decode()


def test_long_list_is_paged_and_the_pages_keep_the_search(as_, people):
    other = make_contest(slug="er", entrants=51)
    people.office.memberships.create(department=other.host, role=Role.OFFICE)
    client = as_("office")
    first, second = (client.get(PAGE, {"contest": "er", "page": number}) for number in (1, 2))
    assert [len(response.context["page"]) for response in (first, second)] == [50, 1]
    assert "第 1 / 2 页，共 51 个" in first.content.decode()
    assert 'href="?contest=er&amp;page=2"' in first.content.decode()


def test_contest_in_which_a_unit_competes_twice_is_named_once(as_, people, contest):
    spec = contest_spec(slug="er", entrants=2)
    spec["entrants"][1]["department"] = spec["entrants"][0]["department"]
    host = store_contest(spec=spec, actor=None).host
    people.office.memberships.create(department=host, role=Role.OFFICE)
    (line,) = as_("office").get(PAGE, {"contest": "er"}).context["page"]
    assert list(line.target.contests.values()) == ["测试竞赛"]


@pytest.mark.parametrize("day", ["1900-01-01", "2100-01-01"])
def test_day_far_from_the_contests_is_refused(as_, contest, leader, row, day):
    client, place = as_("office"), contest.entrants.get(code="e1").department
    sent = {"person": leader.pk, "targets": [f"department-{place.pk}"], "starts_on": day}
    response = client.post(PAGE, sent)
    assert response.status_code == 422
    assert "日期离竞赛的起止日期太远，应在 " in response.content.decode()
    assert Liaison.objects.count() == 1
    corrected = {"person": leader.pk, "starts_on": day, "ends_on": "", "reason": "写错"}
    assert mend(client, row, "correct", **corrected).status_code == 422
    if day > "2022":
        ended = client.post(reverse("office:liaison", args=[row.pk]), {"ends_on": day})
        assert "日期离竞赛的起止日期太远" in ended.content.decode()
    row.refresh_from_db()
    assert (row.starts_on, row.ends_on) == (FIRST, None)


def test_faults_of_the_forms_are_in_the_words_of_the_office(as_, contest, row):
    client = as_("office")
    response = client.post(PAGE, {"person": "999", "starts_on": "x", "targets": [f"department-{contest.host.pk}"]})
    errors = response.context["form"].errors
    assert (errors["person"], errors["starts_on"]) == (
        ["所选的账号不能联系这个部门或项目，请刷新后再选"], ["日期应写作 2022-09-01"],
    )  # fmt: skip
    ended = client.post(reverse("office:liaison", args=[row.pk]), {"ends_on": ""})
    assert ended.context["end"].errors["ends_on"] == ["请填写日期"]
    removed = mend(client, row, "remove", reason="")
    assert removed.context["removal"].errors["reason"] == ["请写明原因"]
    long = mend(client, row, "remove", reason="误" * 201)
    assert long.context["removal"].errors["reason"] == ["原因最长 200 字"]


def test_wrong_leader_and_day_are_put_right_and_the_log_keeps_what_was(as_, people, leader, row):
    sent = {"person": people.leader.pk, "starts_on": "2022-09-05", "ends_on": "2022-12-31", "reason": "登记时选错"}
    response = mend(as_("office"), row, "correct", **sent)
    assert "已更正" in response.content.decode()
    row.refresh_from_db()
    assert (row.person, row.starts_on, row.ends_on) == (people.leader, date(2022, 9, 5), date(2022, 12, 31))
    event = AuditEvent.objects.get(action="liaison.corrected")
    assert event.actor == people.office
    lines = {line.label: (line.old, line.new) for line in detail_lines(event.details)}
    assert lines["人员"] == ("王领导", str(people.leader))
    assert lines["自何日起"] == ("2022-09-01", "2022-09-05")
    assert lines["至何日止"] == ("无", "2022-12-31")
    assert lines["原因"] == ("", "登记时选错")
    assert "登记" in lines


def test_entry_made_by_mistake_goes_and_the_log_keeps_all_that_it_said(as_, people, row):
    page = mend(as_("office"), row, "remove", reason="重复登记").content.decode()
    assert "已删去：王领导联系部门0" in page
    assert not Liaison.objects.exists()
    event = AuditEvent.objects.get(action="liaison.removed")
    said = {line.label: line.old for line in detail_lines(event.details) if line.is_change}
    assert said == {"人员": "王领导", "自何日起": "2022-09-01", "至何日止": "无"}
    assert (event.details["target"], event.details["reason"]) == ("部门0", "重复登记")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "没有改动任何一项"),
        ({"ends_on": date(2022, 8, 31)}, "结束日期不能早于开始日期（2022-09-01）"),
        ({"starts_on": date(2022, 7, 15)}, "王领导已在联系“部门0”"),
    ],
)
def test_correction_that_could_not_be_entered_is_refused(people, leader, row, change, said):
    end_liaison(liaison=row, ends_on=date(2022, 9, 30), actor=people.office)
    row.refresh_from_db()
    Liaison.objects.create(
        person=leader, department=row.department, starts_on=date(2022, 7, 1), ends_on=date(2022, 7, 31)
    )
    facts = {"person": leader, "starts_on": FIRST, "ends_on": date(2022, 9, 30)} | change
    with pytest.raises(ScoreboardError, match=said):
        correct_liaison(
            liaison=row, facts=LiaisonFacts(**facts), reason="写错", actor=people.office, seen=wording_of(row)
        )


def test_day_of_a_leader_whose_role_is_gone_can_still_be_put_right(people, leader, row):
    leader.memberships.all().delete()
    facts = LiaisonFacts(leader, date(2022, 9, 2), None)
    correct_liaison(liaison=row, facts=facts, reason="写错", actor=people.office, seen=wording_of(row))
    row.refresh_from_db()
    assert row.starts_on == date(2022, 9, 2)
    nobody = LiaisonFacts(User.objects.create_user("li", display_name="李某"), FIRST, None)
    with pytest.raises(ScoreboardError, match="没有领导或领导小组的角色"):
        correct_liaison(liaison=row, facts=nobody, reason="写错", actor=people.office, seen=wording_of(row))
