import re

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.enums import AuditAction
from contests.models import AuditEvent
from contests.selectors.audit import verify_chain
from contests.services.accounts.sign_in import NOBODY
from contests.services.audit import note_verification
from tests.accounts.conftest import sign_in
from tests.audit.conftest import record

LOG, EXPORT = reverse("audit:log"), reverse("audit:export")


@pytest.fixture
def emptied(everyone):
    """Where the log begins for a test, after what making the people wrote."""
    return AuditEvent.objects.first().pk


def shown(client, query=""):
    page = client.get(f"{LOG}?{query}").content.decode()
    return re.findall(r"<td[^>]*>(bisai \d+)</td>", page)


def test_newest_is_first_fifty_to_a_page(as_, emptied):
    for number in range(60):
        record(number)
    client = as_("auditor")
    assert shown(client) == [f"bisai {number}" for number in range(59, 9, -1)]
    assert shown(client, "page=2")[:10] == [f"bisai {number}" for number in range(9, -1, -1)]
    assert "第 1 页，共 2 页" in client.get(LOG).content.decode()


@pytest.mark.parametrize("number", [1, 49])
def test_page_costs_the_same_queries_whatever_the_lines(as_, emptied, everyone, number, django_assert_num_queries):
    for at in range(number):
        AuditEvent.objects.record(
            action=AuditAction.RATINGS_SAVED, actor_id=everyone["office"].pk, subject="bisai", details={"old": at}
        )
    client = as_("auditor")
    with django_assert_num_queries(11):
        client.get(LOG)


def test_filters(as_, emptied, everyone):
    record(1, note="九月补报")
    record(2, note="其他")
    AuditEvent.objects.record(
        action=AuditAction.RATINGS_RETURNED, actor_id=everyone["office"].pk, subject="bisai 3", details={}
    )
    client = as_("auditor")
    today = timezone.localdate().isoformat()
    assert shown(client, "text=九月") == ["bisai 1"]
    assert shown(client, f"actor={everyone['office'].pk}") == ["bisai 3"]
    assert shown(client, "action=ratings.returned") == ["bisai 3"]
    assert shown(client, "subject=SAI 2") == ["bisai 2"]
    assert shown(client, f"first={today}&last={today}&subject=bisai") == ["bisai 3", "bisai 2", "bisai 1"]
    assert shown(client, "first=2100-01-01") == []
    assert shown(client, "last=2000-01-01") == []


@pytest.mark.parametrize("query", ["first=x", "actor=0", "action=x", "page=x", "page=99", "sort=x", "text=%25_'\""])
def test_filter_that_makes_no_sense_breaks_nothing(as_, emptied, query):
    assert as_("auditor").get(f"{LOG}?{query}").status_code == 200


def test_old_and_new_are_readable_and_nothing_is_taken_for_markup(as_, emptied):
    record(1, name={"old": "<b>王某</b>", "new": "王二"}, active={"old": True, "new": False})
    page = as_("auditor").get(LOG).content.decode()
    assert "姓名：<del>&lt;b&gt;王某&lt;/b&gt;</del> → <ins>王二</ins>" in page
    assert "启用：<del>是</del> → <ins>否</ins>" in page


def test_touched_line_is_marked(as_, emptied, unsealed):
    touched = record(1)
    client = as_("auditor")
    assert "已被改动" not in client.get(LOG).content.decode()
    unsealed("UPDATE contests_auditevent SET subject = %s WHERE id = %s", ["bisai 2", touched.pk])
    assert "已被改动" in client.get(LOG).content.decode()


def test_state_of_the_chain_is_shown(as_, emptied):
    client = as_("auditor")
    assert "尚未核验" in client.get(LOG).content.decode()
    chain = verify_chain()
    note_verification(chain=chain)
    page = client.get(LOG).content.decode()
    assert f"{chain.lines} 条完整" in page
    assert AuditEvent.objects.first().sha256 in page


def test_export_is_the_filtered_log_and_is_logged(as_, everyone, emptied):
    record(1, note="=1+1")
    record(2, note="其他")
    response = as_("auditor").post(EXPORT, {"subject": "bisai", "text": "=1", "page": "1"}, REMOTE_ADDR="10.0.0.9")
    body = b"".join(response.streaming_content).decode()
    assert body.startswith("\ufeff编号,时间,操作人,")
    assert "bisai 1" in body
    assert "bisai 2" not in body
    event = AuditEvent.objects.first()
    assert (event.action, event.actor, event.details) == (
        "data.exported",
        everyone["auditor"],
        {"address": "10.0.0.9", "filter": {"subject": "bisai", "text": "=1"}},
    )


def test_cell_that_would_be_a_formula_is_harmless(as_, client, emptied):
    AuditEvent.objects.record(action=AuditAction.RATINGS_SAVED, actor_id=None, subject="=cmd()", details={})
    body = b"".join(as_("auditor").post(EXPORT).streaming_content).decode()
    assert ",'=cmd()," in body


@pytest.mark.parametrize("number", [1, 30])
def test_export_costs_the_same_queries_whatever_the_lines(
    as_, everyone, emptied, number, backend, django_assert_num_queries
):
    for at in range(number):
        AuditEvent.objects.record(
            action=AuditAction.RATINGS_SAVED, actor_id=everyone["office"].pk, subject=f"bisai {at}", details={}
        )
    client = as_("auditor")
    # PostgreSQL is asked for the lock of the chain besides.
    with django_assert_num_queries(9 + (backend == "postgresql")):
        list(client.post(EXPORT).streaming_content)


def test_auditor_of_one_park_does_not_read_a_sibling_s(as_, client, everyone, stranger):
    sign_in(client, "stranger")
    client.post("/logout/")
    sign_in(client, "nobody-at-all", "bu-dui")
    sign_in(client, "stranger", "bu-dui")
    AuditEvent.objects.record(action=AuditAction.RATINGS_SAVED, actor_id=None, subject="bieren 2022-09", details={})
    record(1)
    page = as_("auditor").get(LOG).content.decode()
    assert "bieren" not in page
    assert "stranger" not in page
    # A name that no account has may be a password in the wrong field: everyone's auditor is told, and not what it was.
    assert "nobody-at-all" not in page
    assert NOBODY in page
    assert "bisai 1" in page
    assert as_("auditor").get(f"{LOG}?actor={stranger.pk}").status_code == 200
    body = b"".join(client.post(EXPORT).streaming_content).decode()
    assert "stranger" not in body


def test_auditor_of_all_there_is_reads_everything(as_, client, everyone):
    AuditEvent.objects.record(action=AuditAction.HOLIDAYS_CHANGED, actor_id=None, subject="holidays.csv", details={})
    assert "holidays.csv" in as_("auditor").get(LOG).content.decode()
