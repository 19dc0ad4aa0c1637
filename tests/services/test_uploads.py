from datetime import timedelta

import pytest

from contests.enums import AuditAction, UploadKind, UploadState
from contests.errors import ForbiddenError
from contests.exchange.imports.running import run_upload
from contests.models import AuditEvent, Rating, Upload
from contests.selectors.uploads import uploads_left_lying
from contests.services import uploads
from contests.services.periods import reopen_period
from tests.factories import NOW, make_contest, make_people, period_of

TEXT = "期次,单位,指标,数值\n2022-09,部门0,指标0,18\n"


@pytest.fixture
def people(db):
    return make_people(make_contest())


def receive(person, kind=UploadKind.RATINGS, text=TEXT):
    contest = period_of(person.memberships.get().department.contest_set.get()).contest
    return uploads.receive_upload(
        contest=contest, kind=kind, name="九月.csv", data=text.encode(), sha256="0" * 64, uploaded_by=person, now=NOW
    )


@pytest.fixture
def upload(people):
    received = receive(people.office)
    until = NOW + timedelta(days=9)
    reopen_period(period=period_of(received.contest), until=until, reason="补报", actor=people.office, now=NOW)
    return received


def run(upload, worker="甲", now=NOW):
    done = run_upload(upload_id=upload.pk, worker=worker, clock=lambda: now)
    upload.refresh_from_db()
    return done


def test_receiving_is_logged_and_keeps_the_file_under_a_name_that_says_nothing(people):
    upload = receive(people.office)
    event = AuditEvent.objects.get(action=AuditAction.FILE_UPLOADED)
    assert event.details == {"upload": upload.pk, "kind": "ratings", "name": "九月.csv", "sha256": "0" * 64}
    assert "九月" not in upload.file.name
    with upload.file.open("rb") as file:
        assert file.read().decode() == TEXT


@pytest.mark.parametrize(("name", "kind"), [("reviewer", "ratings"), ("leader", "events"), ("reporter", "problems")])
def test_who_may_not_bring_it_in(people, name, kind):
    with pytest.raises(ForbiddenError):
        receive(getattr(people, name), UploadKind(kind))
    assert not Upload.objects.exists()


def test_check_then_confirm_then_store(upload):
    assert run(upload)
    assert (upload.state, upload.counts["new"], Rating.objects.count()) == (UploadState.READY, 1, 0)
    uploads.confirm_upload(upload=upload, digest=upload.digest)
    assert run(upload)
    assert (upload.state, Rating.objects.count()) == (UploadState.STORED, 1)
    assert not run(upload)


def test_what_another_works_on_is_left_alone(upload):
    assert uploads.claim_upload(upload_id=upload.pk, worker="甲", now=NOW)
    assert not run(upload, "乙")
    assert upload.state == UploadState.CHECKING


def test_what_a_dead_one_left_is_taken_over_and_the_dead_keeps_nothing(upload):
    lost = uploads.claim_upload(upload_id=upload.pk, worker="甲", now=NOW)
    late = NOW + uploads.LEASE + timedelta(seconds=1)
    assert uploads_left_lying(late - uploads.LEASE) == [upload.pk]
    assert run(upload, "乙", late)
    with pytest.raises(uploads.LostUploadError):
        uploads.keep_preview(upload=lost, preview=uploads.Preview({}, {}, "x"), total=0)
    upload.refresh_from_db()
    assert (upload.state, upload.attempt) == (UploadState.READY, 2)


def test_who_says_how_far_the_work_is_keeps_the_claim(upload):
    claimed = uploads.claim_upload(upload_id=upload.pk, worker="甲", now=NOW)
    later = NOW + timedelta(minutes=1)
    uploads.report_progress(upload=claimed, done=1000, total=5000, now=later)
    upload.refresh_from_db()
    assert (upload.progress, upload.total, upload.claimed_at) == (1000, 5000, later)


def test_failure_is_kept_for_the_person_to_read(upload):
    uploads.claim_upload(upload_id=upload.pk, worker="甲", now=NOW)
    uploads.fail_upload(upload_id=upload.pk, worker="甲", error="磁盘已满")
    upload.refresh_from_db()
    assert (upload.state, upload.error) == (UploadState.FAILED, "磁盘已满")


def test_right_that_was_taken_away_since_is_a_fault(upload, people):
    run(upload)
    uploads.confirm_upload(upload=upload, digest=upload.digest)
    people.office.memberships.all().delete()
    run(upload)
    assert upload.state == UploadState.FAULTY
    assert "不属于您负责的单位" in upload.faults[0][2]
    assert not Rating.objects.exists()
