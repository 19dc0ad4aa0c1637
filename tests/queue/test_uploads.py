import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from contests.enums import UploadKind, UploadState
from contests.models import Rating, Upload
from contests.services.periods import reopen_period
from contests.services.uploads import confirm_upload, receive_upload
from contests.tasks import run_upload, watch_calendar
from tests.factories import make_contest, make_people, period_of
from tests.worker import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def upload():
    """A file of a thousand figures, that the office has sent in."""
    contest = make_contest(entrants=50, criteria=20)
    office, now = make_people(contest).office, timezone.now()
    reopen_period(period=period_of(contest), until=now + timedelta(days=1), reason="补报", actor=office, now=now)
    rows = [f"2022-09,部门{entrant},指标{criterion},{criterion}" for entrant in range(50) for criterion in range(20)]
    data = "\n".join(["期次,单位,指标,数值", *rows]).encode()
    return receive_upload(
        contest=contest,
        kind=UploadKind.RATINGS,
        name="九月.csv",
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=office,
        now=now,
    )


def in_state(upload, state):
    return wait_until(lambda: Upload.objects.filter(pk=upload.pk, state=state).first())


def test_long_file_is_checked_and_stored_by_a_worker(upload, start):
    start()
    run_upload.delay(upload.pk)
    shown = in_state(upload, UploadState.READY)
    assert (shown.counts["new"], shown.progress, shown.total) == (1000, 1000, 1000)
    confirm_upload(upload=shown, digest=shown.digest)
    run_upload.delay(upload.pk)
    assert in_state(upload, UploadState.STORED).result == "新增 1000 条，更改 0 条，未变 0 条，待审核"
    assert Rating.objects.count() == 1000


def test_file_that_was_left_lying_is_taken_up(upload, start):
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(minutes=5))
    assert watch_calendar() >= 1
    start()
    in_state(upload, UploadState.READY)
