"""A release that was approved for a time comes out by a real worker, and everyone concerned is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contests.models import AuditEvent, Notice, NoticeCursor, Release
from contests.services.releases import check_run, time_release
from contests.tasks import publish_due
from tests.factories import compute, make_contest, make_people, month
from tests.worker import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def test_worker_publishes_what_is_due_and_tells_of_it(start):
    contest = make_contest(entrants=2, criteria=1)
    people = make_people(contest)
    run = compute(month(contest, people))
    # Due before the worker starts, so one message is enough.
    now = timezone.now() - timedelta(minutes=1)
    check_run(run=run, checker=people.office, now=now)
    time_release(run=run, approver=people.leader, reason="", publish_at=now + timedelta(seconds=1), now=now)
    NoticeCursor.objects.create(pk=1, event=AuditEvent.objects.latest("pk").pk)
    start()
    publish_due.delay()
    wait_until(lambda: Release.objects.filter(run=run).exists())
    wait_until(lambda: Notice.objects.filter(person=people.office, text="第1期（2022年9月）已发布").exists())
    assert publish_due() == 0
    assert Release.objects.count() == 1
