"""After the leading group sent a result back: why stays on the desk, what was asked for stays, nothing comes unseen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contests.models import ReleaseCheck
from contests.services.releases import BulletinPlan, approve_release, check_run, decline_release
from tests.factories import NOW, compute, month, propose, release
from tests.office.test_desk_after_check import text
from tests.office.test_release_desk import seal_on

PERIOD = reverse("office:period", args=["bisai", "2022-09"])
PLAN = BulletinPlan("园竞", "各处室", shows_scores=False)
WHY = "部门1的得分请再核"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def declined(contest, people):
    run = compute(month(contest, people))
    check_run(run=run, checker=people.office, now=NOW, bulletin=PLAN)
    decline_release(run=run, actor=people.leader, note=WHY, now=NOW)
    return run


def test_why_it_came_back_stays_until_the_next_release(as_, contest, people, declined):
    said = "退回了第 1 次计算：部门1的得分请再核"
    run = compute(month(contest, people, scores={"e1": {"k0": 3}}))
    for role in ("office", "leader"):
        assert said in text(as_(role).get(PERIOD))
    check_run(run=run, checker=people.office, now=NOW)
    assert said in text(as_("leader").get(PERIOD))
    approve_release(run=run, approver=people.leader, reason="", now=LATER)
    assert WHY not in text(as_("office").get(PERIOD))
    compute(month(contest, people, scores={"e1": {"k0": 4}}))
    assert WHY not in text(as_("office").get(PERIOD))


def test_bulletin_that_was_asked_for_is_asked_for_again(as_, contest, people, declined):
    compute(month(contest, people, scores={"e1": {"k0": 3}}))
    form = as_("office").get(PERIOD).context["check_form"]
    asked = {name: form[name].value() for name in ("with_bulletin", "agency", "recipients", "shown")}
    assert asked == {"with_bulletin": True, "agency": "园竞", "recipients": "各处室", "shown": "places"}


def test_same_result_again_needs_a_reason_that_the_leading_group_reads(as_, people, declined):
    compute(declined.period)
    client = as_("office")
    page = client.get(PERIOD).content.decode()
    same = "与领导小组退回的那次（第 1 次计算）结果相同"
    assert f"</span> {same}。请在原因中写明已改正了什么，或为何不改。</li>" in page
    assert "看这件事项" not in page
    assert "照此提请的原因（领导小组可见）" in page
    assert f'aria-label="去办理：{same}"' not in page
    refused = client.post(f"{PERIOD}2/check", {"seal": seal_on(page)})
    assert (refused.status_code, ReleaseCheck.objects.count()) == (422, 1)
    client.post(f"{PERIOD}2/check", {"seal": seal_on(page), "reason": "经复核无误"})
    page = text(as_("leader").get(PERIOD))
    assert "提请时未办结（原因：经复核无误）" in page
    assert "批准发布 不批准，退回竞赛办" in page
    as_("leader").post(f"{PERIOD}2/approve", {"when": "now"})
    assert declined.period.releases.count() == 1


def test_correction_that_changes_nothing_needs_a_reason(as_, contest, people):
    period = month(contest, people)
    release(period, people)
    compute(period)
    client = as_("office")
    page = client.get(PERIOD).content.decode()
    same = "与已发布的第1期没有差别：得分、名次、红黑榜和规则都没有变"
    assert same in page
    assert client.post(f"{PERIOD}2/check", {"seal": seal_on(page)}).status_code == 422
    month(contest, people, scores={"e1": {"k0": 3}})
    compute(period)
    assert same not in client.get(PERIOD).content.decode()


def test_stale_desk_does_not_say_that_all_is_there(as_, contest, people):
    client = as_("office")
    period = month(contest, people)
    assert "数据齐全，均已审核。上榜事由和依据待计算之后核对" in client.get(PERIOD).content.decode()
    compute(period)
    assert "数据齐全，均已审核，上榜事由和依据完整" in client.get(PERIOD).content.decode()
    values = {"period_id": period.pk, "entrant_id": contest.entrants.first().pk, "scope": "total", "source": "notice"}
    propose(contest, findings=[values | {"colour": "black", "fact": "迟报", "by_hand": True}], by=people.reporter)
    month(contest, people)
    page = client.get(PERIOD).content.decode()
    assert "数据齐全" not in page
    assert "第 1 次计算之后又有变动，新的数据这里还没有核对到，重新计算之后才知道是否齐全" in page


def test_what_a_correction_changes_is_worked_out_once_a_page(as_, contest, people):
    period = month(contest, people)
    release(period, people)
    compute(period)
    client = as_("office")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PERIOD).context["changes"]
    in_order = '"contests_standing"."scope" ASC, "contests_entrant"."order" ASC'
    assert len([query for query in queries if in_order in query["sql"]]) == 1
