from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from contests.enums import RunState
from contests.models import RankingRun, Rating, Release, Standing
from contests.services.compute import LEASE, request_run
from contests.tasks import compute_run, watch_calendar
from tests.factories import NOW, compute, enter, even_scores, make_contest, make_people, month
from tests.worker import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def period():
    contest = make_contest(entrants=8, criteria=15)
    return month(contest, make_people(contest))


def done(run):
    return RankingRun.objects.filter(pk=run.pk, state=RunState.DONE).first()


def test_compute_command_goes_through_the_worker(period, start):
    start()
    call_command("compute", "bisai", "2022-09", "--wait", "60")
    # The worker may have found the period due by itself, and computed it first.
    run = RankingRun.objects.latest("revision")
    assert (run.state, run.standings.count()) == (RunState.DONE, 16)
    assert not run.claimed_by.startswith("command")


def test_compute_command_without_a_worker_says_how_to_go_on(period):
    with pytest.raises(CommandError, match="加 --now"):
        call_command("compute", "bisai", "2022-09", "--wait", "0.5")
    assert RankingRun.objects.get().state == RunState.QUEUED


def test_same_run_sent_many_times_to_two_workers_is_computed_once(period, start):
    start(), start()
    run = request_run(period=period, requested_by=None, now=timezone.now())
    for _ in range(10):
        compute_run.delay(run.pk)
    wait_until(lambda: done(run))
    assert Standing.objects.count() == 16
    assert RankingRun.objects.get().attempt == 1


def test_requests_at_once_open_one_run(period):
    def ask(_):
        try:
            return request_run(period=period, requested_by=None, now=timezone.now()).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(16)))) == 1
    assert RankingRun.objects.count() == 1


def test_imports_at_once_store_every_figure_once(period):
    Rating.objects.all().delete()

    def store(_):
        try:
            stored = enter(period.contest, even_scores(period.contest))
            return stored.new, stored.unchanged
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(store, range(4))) == [(0, 120), (0, 120), (0, 120), (120, 0)]
    assert Rating.objects.count() == 120


def test_calendar_has_due_periods_computed_and_releases_nothing(period, start):
    # Before the worker starts, for it looks at the calendar itself.
    assert watch_calendar() == 1
    start()
    run = RankingRun.objects.get()
    assert wait_until(lambda: done(run)).standings.count() == 16
    assert watch_calendar() == 0
    assert not Release.objects.exists()


def hold_standings():
    """Keep everyone from storing standings until the transaction ends; SQLite has but one lock, held already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE contests_standing IN EXCLUSIVE MODE")


# Of this database only: another one of the same server may be another test's.
WAITING = (
    "FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def someone_waits():
    """Return whether a worker waits for the lock that this test holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {WAITING}")
        return cursor.fetchone()[0]


def test_killed_worker_leaves_the_old_run_and_another_completes_the_new(period, start):
    old = compute(period)
    before = list(old.standings.order_by("pk").values())
    run = request_run(period=period, requested_by=None, now=NOW)
    compute_run.delay(run.pk)
    with transaction.atomic():
        # Held before the worker starts, for it begins at once.
        hold_standings()
        first = start()
        wait_until(lambda: "ready" in first.log.read_text())
        if connection.vendor == "postgresql":
            wait_until(someone_waits)
        first.kill()
        first.wait()
    open_or_whole = {RunState.QUEUED: 0, RunState.RUNNING: 0, RunState.DONE: 16}
    run.refresh_from_db()
    assert run.standings.count() == open_or_whole[run.state]
    RankingRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(claimed_at=NOW - LEASE * 2)
    start()
    watch_calendar()
    assert wait_until(lambda: done(run)).standings.count() == 16
    assert list(old.standings.order_by("pk").values()) == before


@pytest.mark.only_postgresql
def test_lost_connection_is_tried_again(period, start):
    run = request_run(period=period, requested_by=None, now=timezone.now())
    compute_run.delay(run.pk)
    with transaction.atomic():
        hold_standings()
        start()
        wait_until(someone_waits)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_terminate_backend(pid) {WAITING}")
    found = wait_until(lambda: done(run))
    assert (found.attempt, found.standings.count()) == (2, 16)
