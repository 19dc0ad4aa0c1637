"""The release desk in use: what is open, the decision of the leading group, the previews."""

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from contests.models import Bulletin, Finding, Release, Verdict
from contests.services.releases import BulletinPlan, check_run, publish_due
from tests.factories import NOW, approve_all, compute, month, period_of, propose, recall, release

PERIOD = reverse("office:period", args=["bisai", "2022-09"])
PREVIEW = f"{PERIOD}1/preview"
PICTURES = ["poster", "notice"]


@pytest.fixture
def run(contest, people):
    return compute(month(contest, people))


@pytest.fixture
def checked(run, people):
    check_run(run=run, checker=people.office, now=NOW, bulletin=BulletinPlan("竞办", "各部门", shows_scores=True))
    return run


def in_an_hour():
    return timezone.localtime(timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")


def seal_on(page):
    return re.search(r'name="seal" value="([0-9a-f]*)"', page)[1]


def test_desk_takes_no_reason_for_what_was_not_on_the_page(as_, contest, people):
    compute(month(contest, people, scores={"e0": {"k0": 9}}))
    client = as_("office")
    sent = {"reason": "部门1机构调整", "seal": seal_on(client.get(PERIOD).content.decode())}
    values = {"period_id": period_of(contest).pk, "entrant_id": contest.entrants.get(code="e0").pk, "scope": "total"}
    values |= {"colour": "black", "fact": "发生事故", "source": "notice", "document": "", "by_hand": True}
    propose(contest, findings=[values], by=people.reporter)
    answer = client.post(f"{PERIOD}1/check", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "这一页打开之后，未办结的事项有变动，请看过现在的再提请" in page
    assert "部门0 黑榜 “发生事故”（直接上榜）" in page
    assert client.post(f"{PERIOD}1/check", sent | {"seal": seal_on(page)}, follow=True).status_code == 200
    assert "提请时未办结" in as_("leader").get(PERIOD).content.decode()


def test_desk_lists_what_is_open_and_asks_why_it_goes_on(as_, contest, people):
    compute(month(contest, people, scores={"e0": {"k0": 9}}))
    client = as_("office")
    page = client.get(PERIOD).content.decode()
    assert "未填报（2022年9月）：部门1还缺 1 项" in page
    assert "照此提请的原因（领导小组可见）" in page
    said = client.post(f"{PERIOD}1/check", follow=True).content.decode()
    assert "还有 1 件未办结，照此提请须写明原因" in said
    client.post(f"{PERIOD}1/check", {"reason": "部门1机构调整", "seal": seal_on(page)})
    page = as_("leader").get(PERIOD).content.decode()
    assert "提请时未办结（原因：部门1机构调整）" in page


def test_desk_offers_no_check_while_something_must_be_done(as_, contest, people):
    period = month(contest, people)
    values = {"period_id": period.pk, "entrant_id": contest.entrants.get(code="e0").pk, "scope": "total"}
    values |= {"colour": "red", "fact": "办节有力", "source": "notice", "document": "", "by_hand": True}
    propose(contest, findings=[values], by=people.reporter)
    approve_all(period, people.reviewer)
    compute(period)
    page = as_("office").get(PERIOD).content.decode()
    assert "■ 须办结" in page
    assert reverse("entry:finding", args=["bisai", Finding.objects.get().pk]) in page
    assert "核对无误，提请批准" not in page


def test_check_with_a_bulletin_needs_its_words_and_says_all_that_is_missing(as_, run):
    page = as_("office").post(f"{PERIOD}1/check", {"with_bulletin": "on", "agency": "〔〕"}).content.decode()
    assert "发通报须填写机关代字；发通报须填写主送机关" in page
    assert page.count('<div class="office-fault" role="alert">发通报须填写') == 2
    assert 'value="〔〕"' in page


def test_what_was_typed_stays_when_it_cannot_be_followed(as_, contest, people, checked):
    plan = {"with_bulletin": "on", "agency": "竞办", "recipients": "", "shown": "places"}
    page = as_("office").post(f"{PERIOD}1/check", plan)
    # Checked already, so that its form is gone; what is in the way is told all the same.
    assert (page.status_code, "发通报须填写主送机关" in page.content.decode()) == (422, True)
    client = as_("leader")
    client.post(f"{PERIOD}1/approve", {"when": "now"})
    month(contest, people, scores={"e1": {"k0": 3}})
    check_run(run=compute(contest.periods.get(code="2022-09")), checker=people.office, now=NOW)
    sent = {"when": "later", "reason": "部门1录入有误", "publish_at": "0202-10-01T08:00"}
    answer = client.post(f"{PERIOD}2/approve", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="部门1录入有误"' in page
    assert 'value="0202-10-01T08:00"' in page
    assert page.count("发布时间须在现在之后、30 天之内") == 2
    answer = client.post(f"{PERIOD}2/decline", {"note": "很" * 201})
    assert f">\n{'很' * 201}</textarea>" in answer.content.decode()
    assert '<details class="mt-3" open>' in answer.content.decode()


def test_changes_of_a_correction_stand_across_the_page_below_the_gates(as_, contest, people, checked):
    as_("leader").post(f"{PERIOD}1/approve", {"when": "now"})
    month(contest, people, scores={"e1": {"k0": 3}})
    check_run(run=compute(contest.periods.get(code="2022-09")), checker=people.office, now=NOW)
    for role in ("leader", "office"):
        gates, _, below = as_(role).get(PERIOD).content.decode().partition("</ol>")
        assert ("更正的内容（公开显示）（规则" in gates, "更正的内容（公开显示）（规则" in below) == (False, True)


def test_approval_brings_bulletin_and_issue_at_once(as_, checked):
    as_("leader").post(f"{PERIOD}1/approve", {"when": "now"})
    bulletin = Bulletin.objects.get()
    assert (bulletin.release, bulletin.number, bulletin.recipients) == (Release.objects.get(), 1, "各部门")


def test_timed_release_is_shown_taken_back_and_timed_again(as_, checked):
    client = as_("leader")
    assert (
        "定时发布请选择日期和时间" in client.post(f"{PERIOD}1/approve", {"when": "later"}, follow=True).content.decode()
    )
    client.post(f"{PERIOD}1/approve", {"when": "later", "publish_at": in_an_hour()})
    assert "自动发布" in client.get(PERIOD).content.decode()
    assert "待批准发布" not in client.get("/office/").content.decode()
    said = as_("office").post(f"{PERIOD}1/withdraw", {"note": "还要核实"}, follow=True).content.decode()
    assert "已撤销定时发布" in said
    assert "还要核实" in said
    client = as_("leader")
    client.post(f"{PERIOD}1/approve", {"when": "later", "publish_at": in_an_hour()})
    assert publish_due(now=timezone.now() + timedelta(hours=2)) == [Release.objects.get().pk]


def test_release_that_did_not_come_out_says_why(as_, contest, people, checked):
    as_("leader").post(f"{PERIOD}1/approve", {"when": "later", "publish_at": in_an_hour()})
    month(contest, people, scores={"e1": {"k0": 3}})
    publish_due(now=timezone.now() + timedelta(hours=2))
    page = as_("leader").get(PERIOD).content.decode()
    assert "定时发布未成" in page
    assert "请重新计算" in page


def test_sending_back_gives_the_office_its_turn(as_, checked):
    client = as_("leader")
    assert "请写明原因" in client.post(f"{PERIOD}1/decline", follow=True).content.decode()
    client.post(f"{PERIOD}1/decline", {"note": "部门1的得分请再核"})
    assert Verdict.objects.get().note == "部门1的得分请再核"
    assert "待批准发布" not in client.get("/office/").content.decode()
    client = as_("office")
    assert "领导小组已退回，待重新计算提请" in client.get("/office/").content.decode()
    assert "退回：部门1的得分请再核" in client.get(PERIOD).content.decode()


@pytest.mark.parametrize("name", ["board", "hall"])
def test_preview_says_that_it_is_none_and_is_framed_by_our_own_pages_only(as_, run, name):
    answer = as_("leader").get(f"{PREVIEW}/{name}")
    page = answer.content.decode()
    assert "预览 · 未发布" in page
    assert "部门0" in page
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "data-scenes=" not in page


@pytest.mark.parametrize("name", PICTURES)
def test_preview_of_papers_is_a_picture_and_a_pdf(as_, run, name):
    client = as_("office")
    with Image.open(io.BytesIO(client.get(f"{PREVIEW}/{name}.png").content)) as picture:
        assert 900 <= picture.width <= 901
        assert round(picture.height / picture.width, 2) == 1.41
    assert client.get(f"{PREVIEW}/{name}.pdf").content.startswith(b"%PDF-")


def test_preview_of_the_bulletin_follows_what_was_planned(as_, run, people):
    client = as_("office")
    before = client.get(f"{PREVIEW}/notice.pdf").content
    check_run(run=run, checker=people.office, now=NOW, bulletin=BulletinPlan("竞办", "各部门", shows_scores=False))
    assert client.get(f"{PREVIEW}/notice.pdf").content != before


def test_preview_of_a_released_run_leads_to_its_period(as_, checked):
    as_("leader").post(f"{PERIOD}1/approve", {"when": "now"})
    assert as_("leader").get(PREVIEW).url == PERIOD
    assert {as_("leader").get(f"{PREVIEW}/{name}").status_code for name in ("board", "hall", "poster.pdf")} == {404}


@pytest.mark.parametrize("change", ["computed", "recalled"])
def test_preview_of_what_can_be_released_no_more_leads_to_its_period(as_, contest, people, run, change):
    if change == "computed":
        compute(run.period)
        said = "第 1 次计算已被第 2 次计算取代，没有预览。"
        address = PREVIEW
    else:
        issue = release(run.period, people)
        compute(month(contest, people, scores={"e1": {"k0": 3}}))
        recall(issue, people, now=NOW + timedelta(hours=1))
        said = "本期已撤回（第2期），撤回之前的计算结果不能发布，没有预览。"
        address = f"{PERIOD}3/preview"
    client = as_("leader")
    assert said in client.get(address, follow=True).content.decode()
    assert {client.get(f"{address}/{name}").status_code for name in ("board", "hall", "poster.pdf", "notice.png")} == {
        404
    }


def test_preview_of_what_is_outdated_says_so(as_, contest, people, run):
    assert "批准之后公开榜、大屏、海报同时公开" in as_("leader").get(PREVIEW).content.decode()
    month(contest, people, scores={"e1": {"k0": 3}})
    page = as_("leader").get(PREVIEW).content.decode()
    assert "这份结果已过时，不会发布，须重新计算" in page
    assert "同时公开" not in page


@pytest.mark.parametrize(
    ("plan", "said", "shown"),
    [
        (None, "不同时发通报", False),
        (BulletinPlan("竞办", "各部门", shows_scores=True), "通报随之编号", True),
    ],
)
def test_preview_says_what_comes_out(as_, run, people, plan, said, shown):
    page = as_("office").get(PREVIEW).content.decode()
    assert "是否同时发通报由竞赛办提请时写明" in page
    check_run(run=run, checker=people.office, now=NOW, bulletin=plan)
    page = as_("office").get(PREVIEW).content.decode()
    assert said in page
    assert ("notice.png" in page) == shown


def test_moment_without_its_choice_publishes_nothing(as_, checked):
    said = as_("leader").post(f"{PERIOD}1/approve", {"when": "now", "publish_at": in_an_hour()}, follow=True)
    assert "请选择“定时发布”" in said.content.decode()
    assert not Release.objects.exists()


def test_preview_stores_nothing(as_, run):
    client = as_("leader")
    client.get(PREVIEW)
    client.get(f"{PREVIEW}/board")
    assert not Release.objects.exists()


def test_nothing_of_a_run_is_public_before_its_time(client, checked):
    assert client.get(PREVIEW).status_code == 302
    assert "部门0" not in client.get(reverse("contest", args=["bisai"])).content.decode()


@pytest.mark.parametrize("agency", ["天易竞〔2022〕", "竞办1号", "竞（2022）办"])
def test_letters_of_an_agency_hold_no_number(as_, contest, people, agency):
    compute(month(contest, people))
    plan = {"with_bulletin": "on", "agency": agency, "recipients": "各部门"}
    answer = as_("office").post(f"{PERIOD}1/check", plan)
    assert answer.status_code == 422
    assert "机关代字只写代字本身" in answer.content.decode()
