"""The reason why a finding was rejected is that of its last decision, looked for from the newest line on."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contests.enums import Decision
from contests.models import AuditEvent, Finding
from contests.selectors.findings import why_rejected
from contests.services.review import decide_events, withdraw_events
from tests.factories import make_contest, make_people, period_of

DETAILS, ID = (f'"contests_auditevent"."{name}"' for name in ("details", "id"))


@pytest.fixture
def contest(db):
    return make_contest(entrants=2, criteria=1)


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def found(contest, people):
    def propose(fact):
        return Finding.objects.create(
            period=period_of(contest),
            entrant=contest.entrants.get(code="e0"),
            scope="total",
            colour="black",
            fact=fact,
            source="spot_check",
            document="督查通报",
            proposed_by=people.reporter,
        )

    return propose


def decide(contest, people, finding, decision, reason=""):
    decide_events(
        contest=contest,
        findings=[finding.pk],
        adjustments=[],
        approver=people.reviewer,
        decision=decision,
        now=timezone.now(),
        reason=reason,
    )


def lines_read(finding):
    """Return the reason, and the ids of the lines of the log that come into question, in the order of reading."""
    with CaptureQueriesContext(connection) as queries:
        why = why_rejected(finding)
    (sql,) = [query["sql"] for query in queries if "auditevent" in query["sql"]]
    with connection.cursor() as cursor:
        # PostgreSQL was asked through a cursor of its own.
        cursor.execute(sql.replace(DETAILS, ID)[sql.index("SELECT") :])
        return why, [pk for (pk,) in cursor.fetchall()]


def test_lines_are_read_from_the_newest_to_that_of_the_decision(contest, people, found):
    facts = ["早先的", "查无此事的", "后来的", "最近的"]
    for fact in facts:
        decide(contest, people, found(fact), Decision.REJECTED, f"{fact}原因")
    lines = list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))[-3:]
    asked = Finding.objects.select_related("period__contest").get(fact="查无此事的")
    assert lines_read(asked) == ("查无此事的原因", lines[::-1])


def test_reason_is_that_of_the_last_decision(contest, people, found):
    one = found("无人值守")
    decide(contest, people, one, Decision.REJECTED, "请写明日期")
    Finding.objects.filter(pk=one.pk).update(decision=Decision.PROPOSED, decided_by=None, decided_at=None)
    decide(contest, people, one, Decision.APPROVED)
    withdraw_events(
        contest=contest,
        findings=[one.pk],
        adjustments=[],
        approver=people.reviewer,
        reason="查无此事",
        now=timezone.now(),
    )
    decide(contest, people, found("另一件"), Decision.REJECTED, "与本件无关")
    one.refresh_from_db()
    assert why_rejected(one) == "查无此事"
