"""The work on a file that was sent in, the same in a request as in a worker: check it, or store it as it was shown."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from contests.errors import FileError
from contests.exchange.imports import KINDS
from contests.exchange.imports.kind import Incoming
from contests.exchange.marking import marked_file
from contests.models import Contest, Upload
from contests.services.uploads import claim_upload, finish_upload, keep_faults, keep_preview, report_progress

Clock = Callable[[], datetime]


class _Progress:
    """Keeps how many rows there are, and says how far the work has come."""

    def __init__(self, upload: Upload, clock: Clock) -> None:
        self.upload, self.clock, self.total = upload, clock, 0

    def __call__(self, done: int, total: int) -> None:
        self.total = total
        report_progress(upload=self.upload, done=done, total=total, now=self.clock())


def run_upload(*, upload_id: int, worker: str, clock: Clock) -> bool:
    """Check a file that waits for it, or store one that was confirmed; return whether this worker did.

    Raises LostUploadError where another took the work over in the meantime; nothing was stored then.
    """
    upload = claim_upload(upload_id=upload_id, worker=worker, now=clock())
    if upload is None:
        return False
    progress = _Progress(upload, clock)
    with upload.file.open("rb") as stored:
        data = stored.read()
    file = Incoming(upload.contest, upload.uploaded_by, upload.name, data, upload.sha256, clock(), progress)
    kind = KINDS[upload.kind]
    try:
        rows = kind.read(file)
    except FileError as error:
        _keep_faults(upload, data, error, progress.total)
        return True
    if upload.state == "storing":
        _store(upload, file, rows, progress.total)
    else:
        preview = kind.compare(file, rows)
        preview.counts["blank"] = progress.total - kind.count(rows)
        keep_preview(upload=upload, preview=preview, total=progress.total)
    return True


def _keep_faults(upload: Upload, data: bytes, error: FileError, total: int) -> None:
    wrong = {fault.row for fault in error.faults if fault.row}
    good = KINDS[upload.kind].count(error.good) if error.good is not None else 0
    counts = {"wrong": len(wrong), "good": good}
    marked = marked_file(upload.name, data, error.faults) if wrong else None
    keep_faults(upload=upload, faults=error.faults, counts=counts, total=total, marked=marked)


@transaction.atomic
def _store(upload: Upload, file: Incoming, rows: object, total: int) -> None:
    """Store the rows while nobody else enters any; where they would do something else by now, show that instead."""
    Contest.objects.select_for_update().get(pk=upload.contest_id)
    kind = KINDS[upload.kind]
    preview = kind.compare(file, rows)
    preview.counts["blank"] = total - kind.count(rows)
    if preview.digest != upload.digest:
        keep_preview(upload=upload, preview=preview, total=total, stale=True)
    else:
        finish_upload(upload=upload, result=kind.store(file, rows))
