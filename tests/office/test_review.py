import re

import pytest
from django.urls import reverse

from contests.models import Department, Evidence, Finding, Rating
from tests.factories import NOW, enter, period_of, propose

QUEUE = reverse("review:queue", args=["bisai", "2022-09"])


@pytest.fixture
def entered(contest, people):
    enter(contest, {"e0": {"k0": 18}, "e1": {"k0": 3}}, by=people.reporter)
    return [f"{pk}:{version}" for pk, version in Rating.objects.order_by("pk").values_list("pk", "version")]


def statuses():
    return list(Rating.objects.order_by("pk").values_list("status", flat=True))


def test_ticked_ratings_are_approved(as_, entered):
    page = as_("reviewer").post(QUEUE, {"action": "approve", "ratings": entered[:1]}, follow=True).content.decode()
    assert "审核通过数据 1 条" in page
    assert statuses() == ["approved", "submitted"]


def test_returning_needs_a_note(as_, entered):
    response = as_("reviewer").post(QUEUE, {"action": "return", "ratings": entered})
    assert response.status_code == 422
    assert "退回或撤销须写明原因" in response.content.decode()
    assert statuses() == ["submitted", "submitted"]


def test_returned_with_a_note(as_, entered):
    as_("reviewer").post(QUEUE, {"action": "return", "ratings": entered, "note": "与台账不符"})
    assert list(Rating.objects.values_list("status", "review_note")) == [("returned", "与台账不符")] * 2


def test_rating_that_changed_since_it_was_shown_is_not_approved(as_, contest, people, entered):
    client = as_("reviewer")
    enter(contest, {"e0": {"k0": 20}}, by=people.reporter)
    page = client.post(QUEUE, {"action": "approve", "ratings": entered}, follow=True).content.decode()
    assert "所选数据中有的已处理过或已修改；这次未处理任何一条，请看过现在的再勾选" in page
    assert statuses() == ["submitted", "submitted"]


@pytest.mark.parametrize("ratings", [["x"], ["1"], ["1:x"], ["-1:1"], ["999999:1"], ["²:1"]])
def test_rows_that_were_never_shown_are_not_approved(as_, entered, ratings):
    as_("reviewer").post(QUEUE, {"action": "approve", "ratings": ratings})
    assert statuses() == ["submitted", "submitted"]


def test_nothing_ticked_says_so(as_, entered):
    response = as_("reviewer").post(QUEUE, {"action": "approve"})
    assert "请先勾选要处理的数据" in response.content.decode()


def test_one_s_own_figures_are_counted_and_not_offered(as_, contest, people):
    enter(contest, {"e0": {"k0": 18}}, by=people.office)
    page = as_("office").get(QUEUE).content.decode()
    assert "另有 1 条是您自己填报的" in page
    assert 'name="ratings"' not in page


@pytest.fixture
def unit_reviewer(people):
    """The reviewer of the department of e1 only."""
    membership = people.reviewer.memberships.get()
    membership.department = Department.objects.get(code="bisai-d1")
    membership.save()
    return people.reviewer


def test_reviewer_of_a_unit_signs_and_does_not_approve(as_, unit_reviewer, entered):
    client = as_("reviewer")
    page = client.get(QUEUE).content.decode()
    assert "部门1" in page
    assert "部门0" not in page
    assert (
        "不是本竞赛的审核员"
        in client.post(QUEUE, {"action": "approve", "ratings": entered[1:]}, follow=True).content.decode()
    )
    assert "初审 1 条" in client.post(QUEUE, {"action": "sign", "ratings": entered[1:]}, follow=True).content.decode()
    assert list(Rating.objects.order_by("pk").values_list("status", "signed_by")) == [
        ("submitted", None),
        ("submitted", unit_reviewer.pk),
    ]


@pytest.mark.parametrize("action", ["sign", "return"])
def test_reviewer_of_a_unit_has_no_hand_in_another(as_, unit_reviewer, entered, action):
    as_("reviewer").post(QUEUE, {"action": action, "ratings": entered[:1], "note": "不对"})
    assert list(Rating.objects.order_by("pk").values_list("status", "signed_by")) == [("submitted", None)] * 2


def test_reviewer_of_a_unit_returns_with_a_note(as_, unit_reviewer, entered):
    as_("reviewer").post(QUEUE, {"action": "return", "ratings": entered[1:], "note": "与台账不符"})
    assert statuses() == ["submitted", "returned"]


def test_signature_falls_with_a_change(as_, contest, people, unit_reviewer, entered):
    as_("reviewer").post(QUEUE, {"action": "sign", "ratings": entered[1:]})
    assert "单位初审 reviewer" in as_("office").get(QUEUE).content.decode()
    enter(contest, {"e1": {"k0": 4}}, by=people.reporter)
    assert Rating.objects.get(entrant__code="e1").signed_by is None


def test_jump_is_marked_and_not_approved_with_the_usual(as_, contest, people):
    for code in ("2022-07", "2022-08"):
        enter(contest, {"e0": {"k0": 18}, "e1": {"k0": 17}}, by=people.reporter, period=code)
    enter(contest, {"e0": {"k0": 2}, "e1": {"k0": 16}}, by=people.reporter)
    page = as_("reviewer").get(QUEUE).content.decode()
    assert "以往为 18 左右" in page
    assert "无异常的全部审核通过（1 条和所选）" in page
    shown = re.findall(r'name="shown" value="([^"]+)"', page)
    as_("reviewer").post(QUEUE, {"action": "approve_usual", "shown": shown})
    september = Rating.objects.filter(period__code="2022-09")
    assert dict(september.values_list("entrant__code", "status")) == {"e0": "submitted", "e1": "approved"}


def test_all_that_was_shown_is_approved_at_once(as_, entered):
    page = as_("reviewer").post(QUEUE, {"action": "approve_usual", "shown": entered}, follow=True).content.decode()
    assert "审核通过数据 2 条" in page
    assert statuses() == ["approved", "approved"]


def test_changed_figure_shows_what_it_was(as_, contest, people, entered):
    enter(contest, {"e0": {"k0": 15.5}}, by=people.reporter)
    page = as_("reviewer").get(QUEUE).content.decode()
    assert "原为 18" in page


def test_approved_event_is_withdrawn_with_a_reason(as_, contest, people):
    values = {"scope": "total", "colour": "black", "fact": "迟报", "source": "notice", "by_hand": True}
    entrant = contest.entrants.get(code="e0")
    row = values | {"period_id": period_of(contest).pk, "entrant_id": entrant.pk}
    propose(contest, findings=[row], by=people.reporter)
    pk = Finding.objects.get().pk
    form = {"findings": [pk], "seen_findings": [f"{pk}:1"]}
    client = as_("reviewer")
    client.post(QUEUE, form | {"action": "approve"})
    answer = client.post(QUEUE, form | {"action": "withdraw", "note": " "})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<div class="alert alert-danger" role="alert">退回或撤销须写明原因</div>' in page
    assert '<div class="office-fault" role="alert">退回或撤销须写明原因</div>' in page[page.index("撤销原因") :]
    assert f'name="findings" value="{pk}" aria-label="选中 部门0 迟报" checked' in page
    said = client.post(QUEUE, form | {"action": "withdraw", "note": "误记"}, follow=True).content.decode()
    assert "撤销事项 1 件" in said
    assert Finding.objects.get().decision == "rejected"


def test_what_was_written_stays_in_the_form_that_was_sent(as_, contest, people, entered):
    values = {"period_id": period_of(contest).pk, "entrant_id": contest.entrants.get(code="e0").pk, "scope": "total"}
    values |= {"colour": "black", "source": "notice"}
    propose(contest, findings=[values | {"fact": "迟报"}, values | {"fact": "漏报"}], by=people.reporter)
    late, missing = Finding.objects.order_by("pk")
    client = as_("reviewer")
    client.post(QUEUE, {"action": "approve", "findings": [late.pk], "seen_findings": [f"{late.pk}:1"]})
    sent = {"findings": [late.pk], "seen_findings": [f"{late.pk}:1"], "note": "很" * 201}
    page = client.post(QUEUE, sent | {"action": "withdraw"}).content.decode()
    assert (f'value="{late.pk}" aria-label="选中 部门0 迟报" checked' in page, page.count("很" * 201)) == (True, 1)
    assert page.index("很" * 201) > page.index("已批准事项")
    # What says something else by now is not ticked for anybody.
    Finding.objects.filter(pk=missing.pk).update(version=2)
    sent = {"action": "return", "findings": [missing.pk], "seen_findings": [f"{missing.pk}:1"], "note": "不实"}
    page = client.post(QUEUE, sent).content.decode()
    assert "所选事项中有的刚被修改；这次未处理任何一条" in page
    assert (" checked" in page, 'value="不实"' in page) == (False, True)


def test_all_at_once_after_somebody_was_quicker_asks_for_no_ticks(as_, entered):
    client = as_("reviewer")
    client.post(QUEUE, {"action": "approve", "ratings": entered[:1]})
    page = client.post(QUEUE, {"action": "approve_usual", "shown": entered}).content.decode()
    assert "这一页打开之后，有的数据已处理过或已修改；这次未处理任何一条，请看过现在的再点" in page
    assert "勾选；" not in page
    assert statuses() == ["approved", "submitted"]


def test_event_that_was_decided_meanwhile_is_said_to_be(as_, contest, people):
    values = {"period_id": period_of(contest).pk, "entrant_id": contest.entrants.get(code="e0").pk, "scope": "total"}
    propose(contest, findings=[values | {"colour": "black", "fact": "迟报", "source": "notice"}], by=people.reporter)
    Finding.objects.update(decision="rejected", decided_by=people.office)
    pk = Finding.objects.get().pk
    sent = {"action": "approve", "findings": [pk], "seen_findings": [f"{pk}:1"]}
    assert "所选事项中有的已处理过" in as_("reviewer").post(QUEUE, sent).content.decode()


def test_events_are_decided_with_the_ratings(as_, contest, people, entered):
    values = {"scope": "total", "colour": "black", "fact": "迟报", "source": "notice", "by_hand": True}
    entrant = contest.entrants.get(code="e0")
    propose(
        contest, findings=[values | {"period_id": period_of(contest).pk, "entrant_id": entrant.pk}], by=people.reporter
    )
    finding = Finding.objects.get()
    form = {"action": "approve", "ratings": entered, "findings": [finding.pk], "seen_findings": [f"{finding.pk}:1"]}
    page = as_("reviewer").post(QUEUE, form, follow=True).content.decode()
    assert "审核通过数据 2 条，批准事项 1 件" in page
    finding.refresh_from_db()
    assert finding.decision == "approved"


@pytest.mark.parametrize("rows", [1, 30])
def test_queue_costs_the_same_queries_whatever_its_length(as_, people, django_assert_num_queries, rows):
    from tests.factories import even_scores, make_contest

    contest = make_contest(slug="duo", entrants=rows, criteria=1)
    people.reviewer.memberships.create(department=contest.host, role="reviewer")
    people.reporter.memberships.create(department=contest.host, role="reporter")
    enter(contest, even_scores(contest), by=people.reporter)
    client = as_("reviewer")
    with django_assert_num_queries(15):
        client.get(reverse("review:queue", args=["duo", "2022-09"]))


def test_evidence_of_a_figure_is_one_click_away(as_, contest, people, entered):
    rating = Rating.objects.get(entrant__code="e0")
    Evidence.objects.create(
        rating=rating,
        name="现场.jpg",
        size=1,
        content_type="image/jpeg",
        uploaded_by=people.reporter,
        uploaded_at=NOW,
    )
    page = as_("reviewer").get(QUEUE).content.decode()
    assert page.count("佐证 1 份") == 1
    assert reverse("entry:evidence", args=["bisai", "2022-09", "e0", "k0"]) in page
