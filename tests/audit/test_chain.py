import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contests import tasks
from contests.models import AuditEvent
from contests.models.audit import calling_from
from contests.selectors.audit import is_untouched, verify_chain
from tests.audit.conftest import record

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# PostgreSQL's JSON takes neither of the two.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | texts
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))


@pytest.fixture
def lines(db):
    return [record(number, old=number, new=number + 1) for number in range(5)]


def found(chain):
    return [(one.number, "不相接" in one.why) for one in chain.breaks]


def test_untouched_log_holds(lines):
    chain = verify_chain()
    assert (chain.holds, chain.lines, chain.last_sha256) == (True, 5, lines[-1].sha256)


def test_empty_log_holds(db):
    assert (verify_chain().holds, verify_chain().lines) == (True, 0)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    details=st.dictionaries(texts, values, max_size=4),
    moment=st.integers(946_684_800_000_000, 3_786_912_000_000_000).map(
        lambda count: EPOCH + timedelta(microseconds=count)
    ),
)
def test_what_is_read_back_has_the_hash_of_what_was_written(details, moment):
    with transaction.atomic(), time_machine.travel(moment, tick=False):
        written = record(1, **{f"x{name}": value for name, value in details.items()})
    assert is_untouched(AuditEvent.objects.get(pk=written.pk))


@pytest.mark.parametrize("details", [{"a": {2: "x", 10: "y"}}, {"a": (1, 2)}, {"a": 1e5}, {"a": -0.0}, {"a": 10**30}])
def test_details_that_json_writes_in_its_own_way(db, details):
    assert is_untouched(AuditEvent.objects.get(pk=record(1, **details).pk))


def test_details_that_json_cannot_write_are_refused(db):
    with pytest.raises(TypeError), transaction.atomic():
        record(1, a={1, 2})


def test_changed_line_is_found(lines, unsealed):
    unsealed("UPDATE contests_auditevent SET subject = %s WHERE id = %s", ["x", lines[2].pk])
    assert found(verify_chain()) == [(lines[2].pk, False)]


def test_changed_detail_is_found(lines, unsealed):
    unsealed("UPDATE contests_auditevent SET details = %s WHERE id = %s", ['{"old": 2, "new": 4}', lines[2].pk])
    assert found(verify_chain()) == [(lines[2].pk, False)]


def test_changed_time_is_found_to_the_microsecond(lines, unsealed):
    later = lines[2].at + timedelta(microseconds=1)
    unsealed("UPDATE contests_auditevent SET at = %s WHERE id = %s", [later, lines[2].pk])
    assert found(verify_chain()) == [(lines[2].pk, False)]


@pytest.mark.parametrize("place", [0, 2])
def test_missing_line_is_found_at_the_beginning_and_in_the_middle(lines, unsealed, place):
    unsealed("DELETE FROM contests_auditevent WHERE id = %s", [lines[place].pk])
    assert found(verify_chain()) == [(lines[place + 1].pk, True)]


def test_lines_in_another_order_are_found(lines, unsealed):
    first, second = lines[1].pk, lines[2].pk
    for old, new in ((first, 10**6), (second, first), (10**6, second)):
        unsealed("UPDATE contests_auditevent SET id = %s WHERE id = %s", [new, old])
    assert found(verify_chain()) == [(first, True), (second, True), (lines[3].pk, True)]


def test_line_put_in_is_found(lines, unsealed):
    unsealed(
        "INSERT INTO contests_auditevent (id, at, action, subject, details, previous_sha256, sha256) "
        "SELECT 1000000, at, action, subject, details, 'x', 'y' FROM contests_auditevent WHERE id = %s",
        [lines[2].pk],
    )
    assert found(verify_chain()) == [(10**6, True), (10**6, False)]


def test_lines_cut_off_at_the_end_show_only_by_a_noted_hash(lines, unsealed):
    noted = lines[-1].sha256
    assert verify_chain(noted).holds
    unsealed("DELETE FROM contests_auditevent WHERE id >= %s", [lines[3].pk])
    assert verify_chain().holds
    assert not verify_chain(noted).holds
    assert verify_chain(lines[2].sha256).holds


def test_log_written_anew_shows_only_by_a_noted_hash(lines, unsealed):
    unsealed("DELETE FROM contests_auditevent WHERE id > 0")
    record(9, forged=True)
    assert verify_chain().holds
    assert not verify_chain(lines[-1].sha256).holds


@pytest.mark.django_db(transaction=True)
def test_twenty_writers_at_once_make_one_chain():
    together = threading.Barrier(20)

    def write(number):
        together.wait()
        try:
            for step in range(5):
                if number % 2:
                    record(number, step=step)
                else:
                    with transaction.atomic():
                        record(number, step=step)
                        record(number, again=step)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(write, range(20)))
    chain = verify_chain()
    assert (chain.holds, chain.lines) == (True, 150)


@pytest.mark.django_db(transaction=True)
def test_line_of_what_was_rolled_back_is_not_there():
    record(1)
    with transaction.atomic():
        record(2)
        transaction.set_rollback(True)
    record(3)
    assert [event.subject for event in AuditEvent.objects.order_by("pk")] == ["bisai 1", "bisai 3"]
    assert verify_chain().holds


def test_address_is_that_of_the_request_and_of_no_other(db):
    with calling_from("10.0.0.1"):
        record(1, old=1)
    record(2)
    addresses = [event.details.get("address") for event in AuditEvent.objects.order_by("pk")]
    assert addresses == ["10.0.0.1", None]


def test_daily_verification_notes_the_last_hash_in_the_log_file_and_in_the_log(lines, caplog):
    with caplog.at_level(logging.INFO):
        assert tasks.verify_log()
    assert f"5 条，最后一条 SHA-256 {lines[-1].sha256}" in caplog.text
    event = AuditEvent.objects.first()
    assert (event.action, event.details) == (
        "log.verified",
        {"lines": 5, "last_sha256": lines[-1].sha256, "breaks": []},
    )
    assert verify_chain(lines[-1].sha256).holds


def test_daily_verification_names_the_broken_lines(lines, unsealed, caplog):
    unsealed("UPDATE contests_auditevent SET subject = %s WHERE id = %s", ["x", lines[2].pk])
    assert not tasks.verify_log()
    assert f"1 处异常（第 {lines[2].pk} 号）" in caplog.text
    assert AuditEvent.objects.first().details["breaks"] == [lines[2].pk]
