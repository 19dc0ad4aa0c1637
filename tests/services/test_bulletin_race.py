"""A bulletin is numbered by hand at the moment in which an approval numbers one of the same host."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from contests.errors import NotReadyError
from contests.models import AuditEvent, Bulletin
from contests.services.bulletins import number_bulletin
from contests.services.releases import BulletinPlan, approve_release, check_run
from tests.factories import NOW, compute, make_contest, make_people, month, release

# Whoever has written a bulletin waits so long before the log that the other comes to the same number meanwhile.
SLOW = """
CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1); RETURN NULL; END $$;
CREATE TRIGGER slowly AFTER INSERT ON contests_bulletin FOR EACH ROW EXECUTE FUNCTION slowly();
"""
AS_EVER = "DROP TRIGGER slowly ON contests_bulletin; DROP FUNCTION slowly();"


@pytest.fixture
def slow_bulletins(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute(SLOW)
    yield
    with connection.cursor() as cursor:
        cursor.execute(AS_EVER)


@pytest.mark.only_postgresql  # SQLite lets one write at a time
def test_numbering_by_hand_and_approving_do_not_hold_each_other_up(slow_bulletins):
    contest = make_contest(entrants=2)
    people = make_people(contest)
    august = release(month(contest, people, "2022-08"), people)
    run = compute(month(contest, people))
    check_run(run=run, checker=people.office, now=NOW, bulletin=BulletinPlan("竞办", "各部门", shows_scores=True))
    start = threading.Barrier(2)
    words = {"prefix": "竞办", "year": 2022, "number": 1, "recipients": "各部门", "shows_scores": True}

    def by_hand():
        return number_bulletin(release=august, actor=people.office, now=NOW, **words)

    def by_approval():
        return approve_release(run=run, approver=people.leader, reason="", now=NOW)

    def act(deed):
        try:
            start.wait(timeout=20)
            deed()
        except NotReadyError as error:
            return str(error)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(act, [by_hand, by_approval]))

    # Who comes second takes the next number, or by hand is told that the one that was read is taken.
    assert answers in (["done", "done"], ["发文字号 竞办〔2022〕1号 已用过，请换一个", "done"])
    assert Bulletin.objects.filter(release__run=run).count() == 1
    assert AuditEvent.objects.filter(action="bulletin.numbered").count() == Bulletin.objects.count()
