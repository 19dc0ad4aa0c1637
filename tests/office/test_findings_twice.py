"""A finding that is open in two windows: the second save undoes nothing unseen. With its points it is one matter."""

import pytest
from django.urls import reverse

from contests.models import Finding
from contests.services.appeals import file_appeal
from tests.factories import NOW, month, release
from tests.office.test_findings_rejected import NEW, entered


@pytest.fixture
def page(as_, contest):
    """The finding's page, open in two windows of who proposed it."""
    as_("reporter").post(NEW, entered(contest, "窗口无人值守"))
    return reverse("entry:finding", args=["bisai", Finding.objects.get().pk])


def fact():
    return Finding.objects.get().fact


def test_second_save_is_refused_with_both_texts_and_then_followed(as_, contest, page):
    client = as_("reporter")
    assert '<input type="hidden" name="version" value="1">' in client.get(page).content.decode()
    client.post(page, entered(contest, "9月3日窗口无人值守") | {"version": 1})
    answer = client.post(page, entered(contest, "9月4日无人") | {"version": 1})
    shown = answer.content.decode()
    assert (answer.status_code, fact()) == (422, "9月3日窗口无人值守")
    assert "这件事项在另一个窗口（或由别人）改过了，您这次的修改没有保存" in shown
    assert "<dt>事由</dt><dd>9月3日窗口无人值守</dd>" in shown
    assert ">\n9月4日无人</textarea>" in shown
    assert '<input type="hidden" name="version" value="2">' in shown
    client.post(page, entered(contest, "9月4日无人") | {"version": 2})
    assert fact() == "9月4日无人"


@pytest.mark.parametrize("sent", [{}, {"version": "x"}, {"version": 0}])
def test_save_without_the_version_that_was_seen_is_refused(as_, contest, page, sent):
    assert as_("reporter").post(page, entered(contest, "改") | sent).status_code == 422
    assert fact() == "窗口无人值守"


def test_other_fault_does_not_hide_that_it_was_changed(as_, contest, page):
    client = as_("reporter")
    client.post(page, entered(contest, "改过") | {"version": 1})
    shown = client.post(page, entered(contest, "") | {"version": 1}).content.decode()
    assert "这件事项在另一个窗口（或由别人）改过了" in shown
    assert "请用一句话写明事由" in shown


def test_finding_with_its_points_is_one_matter(as_, contest):
    as_("reporter").post(NEW, entered(contest, "迟报") | {"kind": "deduction", "points": "2"})
    (task,) = [task for task in as_("reviewer").get("/office/").context["tasks"] if task.kind == "approve"]
    assert task.what == "待审核：事项 1 件"
    assert "<strong>1 件事项待审批</strong>" in as_("office").get("/office/bisai/2022-09/").content.decode()


def test_hearing_counts_it_once_too(as_, contest, people):
    issue = release(month(contest, people), people)
    as_("reporter").post(NEW, entered(contest, "迟报") | {"kind": "deduction", "points": "2"})
    words = {"claim": "有误", "grounds": "1号", "filer": people.reporter, "now": NOW}
    appeal = file_appeal(release=issue, entrant=contest.entrants.get(code="e0"), scope="total", **words)
    page = as_("office").get(reverse("review:appeal", args=["bisai", appeal.pk])).content.decode()
    assert "本期事项 1 件" in page
    assert "<div>扣分 -2</div>" in page
