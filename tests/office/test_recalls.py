"""Taking an issue back at the desk: asked for by the office, decided by the leading group."""

import re

import pytest
from django.urls import reverse

from contests.models import AuditEvent, RecallRequest, Release
from contests.services.appeals import file_appeal
from contests.services.recalls import request_recall
from tests.factories import NOW, WRONG_UNIT, compute, make_contest, make_people, month, recall, release

PERIOD = reverse("office:period", args=["bisai", "2022-09"])
PAGE = reverse("office:recall", args=["bisai", 1])
DECIDE = reverse("office:decide-recall", args=["bisai", 1])
PAPERS = "/office/bisai/releases/1/"


@pytest.fixture
def released(contest, people):
    return release(month(contest, people), people)


@pytest.fixture
def asked(released, people):
    return request_recall(release=released, requester=people.office, reason=WRONG_UNIT, now=NOW)


def decision(word="approve", **more):
    """Return what the page sends that shows the newest request."""
    return {"request": RecallRequest.objects.first().pk, "decision": word, **more}


def text(response):
    """Return the words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_office_asks_and_leading_group_approves(as_, people, released):
    client = as_("office")
    assert PAGE in client.get(PERIOD).content.decode()
    assert "撤回之后" in text(client.get(PAGE))
    page = text(client.post(PAGE, {"reason": WRONG_UNIT}, follow=True))
    assert "已申请撤回第1期，等待领导小组决定" in page
    assert f"撤回原因 {WRONG_UNIT}" in page
    client = as_("leader")
    assert "去批准或不同意" in text(client.get(PERIOD))
    assert "批准撤回 不同意" in text(client.get(PAGE))
    page = text(client.post(DECIDE, decision(note="同意"), follow=True))
    assert "已撤回第1期，公开各处不再显示" in page
    assert "重新计算、核对、批准之后，可以重新发布本期。" in page
    assert Release.objects.get(number=2).approved_by == people.leader


def test_refusal_is_shown_with_its_note_and_can_be_asked_again(as_, asked):
    page = text(as_("leader").post(DECIDE, decision("refuse", note="依据不足"), follow=True))
    assert "不同意撤回第1期，已告知竞赛办" in page
    page = text(as_("office").get(PERIOD))
    assert "不同意：依据不足" in page
    assert "撤回本期（第1期）" in page
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "请写明撤回原因"),
        ("有误", "撤回原因至少写 10 字，现为 2 字"),
        ("误" * 201, "撤回原因至多写 200 字，现为 201 字"),
    ],
)
def test_bad_reason_is_refused_beside_what_was_written(as_, released, reason, said):
    response = as_("office").post(PAGE, {"reason": reason})
    assert (response.status_code, said in text(response)) == (422, True)
    assert f"{reason}</textarea>" in response.content.decode()
    assert not RecallRequest.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"decision": "refuse", "note": " "}, "不同意撤回的，须写明意见"),
        ({"decision": "refuse", "note": "长" * 201}, "意见至多写 200 字，现为 201 字"),
        ({"note": "好"}, "请选择批准撤回或不同意"),
        ({"decision": "perhaps"}, "请选择批准撤回或不同意"),
    ],
)
def test_bad_decision_is_refused_beside_what_was_written(as_, asked, words, said):
    response = as_("leader").post(DECIDE, {"request": asked.pk} | words)
    assert (response.status_code, said in text(response)) == (422, True)
    assert words.get("note", "").strip() in response.content.decode()
    asked.refresh_from_db()
    assert asked.is_open


def test_second_decision_says_that_someone_was_quicker(as_, asked, people):
    as_("leader").post(DECIDE, decision("refuse", note="依据不足"))
    response = as_("leader").post(DECIDE, decision())
    assert (response.status_code, "这件撤回申请已由他人决定" in text(response)) == (422, True)
    assert Release.objects.count() == 1


def test_decision_is_about_the_request_that_was_read(as_, asked, released, people):
    read = decision()
    as_("leader").post(DECIDE, decision("refuse", note="依据不足"))
    request_recall(release=released, requester=people.office, reason="另有一个涉及单位正在核实", now=NOW)
    response = as_("leader").post(DECIDE, read)
    assert (response.status_code, "这件撤回申请已由他人决定" in text(response)) == (422, True)
    assert "另有一个涉及单位正在核实" in text(response)
    assert RecallRequest.objects.first().is_open
    assert f'name="request" value="{RecallRequest.objects.first().pk}"' in response.content.decode()
    response = as_("leader").post(DECIDE, {"decision": "approve"})
    assert (response.status_code, "请刷新后，看过申请再决定" in text(response)) == (422, True)


def test_who_asked_is_not_offered_to_decide(as_, asked, people, contest):
    people.office.memberships.create(department=contest.host, role="leading_group")
    client = as_("office")
    assert "由领导小组中申请人以外的一人决定" in text(client.get(PAGE))
    response = client.post(DECIDE, decision())
    assert (response.status_code, "申请人不能决定自己提出的撤回" in text(response)) == (422, True)
    assert Release.objects.count() == 1


@pytest.mark.parametrize("role", ["reporter", "reviewer"])
def test_others_find_no_such_page(as_, asked, role):
    client = as_(role)
    statuses = [
        client.get(PAGE),
        client.post(PAGE, {"reason": WRONG_UNIT}),
        client.post(DECIDE, {"decision": "approve"}),
    ]
    assert [response.status_code for response in statuses] == [404, 404, 404]


def test_recall_has_no_page_of_its_own_recall(as_, released, people):
    recall(released, people)
    assert as_("office").get(reverse("office:recall", args=["bisai", 2])).status_code == 404


def test_page_names_the_later_issues_that_read_its_places(as_, contest, people, released):
    release(month(contest, people, "2022-10"), people)
    assert "已发布的第2期（2022年10月）引用过本期的名次" in text(as_("office").get(PAGE))


def test_waiting_request_is_work_of_the_leading_group_alone(as_, asked, people, contest):
    line = f"待决定撤回：第1期 测试竞赛 · 2022年9月 撤回原因：{WRONG_UNIT}"
    assert line in text(as_("leader").get(reverse("office:home")))
    assert "待决定撤回" not in text(as_("office").get(reverse("office:home")))
    people.office.memberships.create(department=contest.host, role="leading_group")
    assert "待决定撤回" not in text(as_("office").get(reverse("office:home")))


def test_office_keeps_reading_the_whole_of_what_was_recalled(as_, released, people):
    recall(released, people)
    client = as_("office")
    bundle = client.get(reverse("office:bundle", args=["bisai", 1]))
    assert bundle.content.decode() == released.payload
    assert client.get(reverse("office:audit", args=["bisai", 1])).status_code == 200
    assert AuditEvent.objects.filter(action="data.exported").count() == 2
    assert reverse("office:bundle", args=["bisai", 1]) in client.get(PERIOD).content.decode()
    assert client.get(reverse("office:bundle", args=["bisai", 2])).status_code == 200
    assert client.get(reverse("office:audit", args=["bisai", 2])).status_code == 404


def test_papers_of_a_recalled_issue_say_so_and_offer_no_file(as_, released, people):
    client = as_("office")
    number = {"agency": "竞办", "year": 2022, "number": 15, "recipients": "各参赛单位", "shown": "scores"}
    assert client.post(f"{PAPERS}number", number).status_code == 302
    recall(released, people)
    page = client.get(f"{PAPERS}papers")
    assert "第1期已由第2期撤回，不再提供海报和通报" in text(page)
    assert [word for word in ("poster-a3.pdf", "notice.docx", "notice.pdf") if word in page.content.decode()] == []
    assert [client.get(f"{PAPERS}notice.{kind}").status_code for kind in ("docx", "pdf")] == [410, 410]
    again = client.post(f"{PAPERS}number", number | {"number": 16})
    assert again.status_code == 422
    assert "第2期本身是撤回，不再提供海报和通报" in text(client.get("/office/bisai/releases/2/papers"))


def test_period_released_again_shows_the_difference_to_the_inside_only(as_, contest, people, released):
    recall(released, people)
    assert "已由第2期撤回，须重新计算才能重新发布。" in text(as_("office").get(PERIOD))
    compute(month(contest, people, scores={"e1": {"k0": 20}}))
    as_("office").post(f"{PERIOD}2/check")
    page = text(as_("leader").get(PERIOD))
    assert "本期榜单已撤回（第2期），这次发布即为重新发布。" in page
    assert "与被撤回的一期相比（仅内部可见）" in page
    assert "17.00 → 20.00" in page
    as_("leader").post(f"{PERIOD}2/approve", {"reason": "核实后重新发布"})
    assert Release.objects.get(number=3).corrects.number == 2
    assert "撤回本期（第3期）" in text(as_("office").get(PERIOD))


def test_contest_page_marks_the_recalled_period(as_, released, people):
    recall(released, people)
    assert "已撤回（第2期）" in text(as_("office").get(reverse("office:contest", args=["bisai"])))


def test_units_own_results_of_a_recalled_issue_are_not_shown(as_, contest, people, released):
    client = as_("reporter")
    page = reverse("entry:appeal", args=["bisai", 1])
    assert "18.00" in text(client.get(page))
    recall(released, people)
    assert "第1期已由第2期撤回，不再受理对它的申诉" in text(client.get(page))
    assert "18.00" not in text(client.get(page))
    assert client.get(reverse("entry:appeal", args=["bisai", 2])).status_code == 404


def test_open_appeal_leads_the_office_to_the_whole_document(as_, contest, people, released):
    entrant = contest.entrants.select_related("department").get(code="e0")
    words = {"claim": "漏计", "grounds": "台账", "filer": people.reporter, "now": NOW}
    appeal = file_appeal(release=released, entrant=entrant, scope="total", **words)
    recall(released, people)
    page = as_("office").get(reverse("review:appeal", args=["bisai", appeal.pk]))
    assert "第1期已由第2期撤回 ，全文见 数据文件" in text(page)


@pytest.mark.parametrize("others", [0, 5])
def test_page_costs_the_same_queries_whatever_hangs_on_it(client, db, django_assert_num_queries, others):
    contest = make_contest(entrants=2)
    people = make_people(contest)
    released = release(month(contest, people, "2022-07"), people)
    for code in ("2022-08", "2022-09", "2022-10", "2022-11", "2022-12")[:others]:
        release(month(contest, people, code), people)
    request_recall(release=released, requester=people.office, reason=WRONG_UNIT, now=NOW)
    client.force_login(people.leader)
    with django_assert_num_queries(15):
        client.get(PAGE)
