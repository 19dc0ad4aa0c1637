"""A file's way: received, claimed by whoever works on it, checked, confirmed, stored, and removed when it is old."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Q, QuerySet

from contests.enums import AuditAction, UploadKind, UploadState
from contests.errors import Fault, ForbiddenError, NotReadyError, ScoreboardError
from contests.models import AuditEvent, Contest, Upload, User
from contests.rules import access_of

# A claim older than this belongs to a worker that died: one that lives says how far it has come.
LEASE = timedelta(minutes=2)
KEPT = timedelta(days=30)
STEPS = ((UploadState.WAITING, UploadState.CHECKING), (UploadState.CONFIRMED, UploadState.STORING))


class LostUploadError(ScoreboardError):
    """Someone else has taken the work over."""


class Preview(NamedTuple):
    """What storing a file would do: counts and lines by state (new, changed, unchanged), and a digest of all of it."""

    counts: dict[str, int]
    lines: dict[str, list[dict[str, str]]]
    digest: str


@transaction.atomic
def receive_upload(
    *, contest: Contest, kind: UploadKind, name: str, data: bytes, sha256: str, uploaded_by: User, now: datetime
) -> Upload:
    """Keep a file that is to be checked. Raises ForbiddenError for who may not bring it in."""
    access = access_of(uploaded_by)
    if not (access.runs(contest) if kind == UploadKind.PROBLEMS else access.enters(contest)):
        raise ForbiddenError("该账号不能导入这些内容")
    upload = Upload(contest=contest, kind=kind, name=name, sha256=sha256, uploaded_by=uploaded_by, uploaded_at=now)
    upload.file.save("", ContentFile(data), save=False)
    upload.save()
    AuditEvent.objects.record(
        action=AuditAction.FILE_UPLOADED,
        actor_id=uploaded_by.pk,
        subject=contest.slug,
        details={"upload": upload.pk, "kind": kind, "name": name, "sha256": sha256},
    )
    return upload


def confirm_upload(*, upload: Upload, digest: str) -> None:
    """Have a file stored as it was shown. Raises NotReadyError where it is not waiting for that, or shown otherwise."""
    shown = Upload.objects.filter(pk=upload.pk, state=UploadState.READY, digest=digest)
    if shown.update(state=UploadState.CONFIRMED, stale=False, claimed_by="", claimed_at=None) != 1:
        raise NotReadyError("这份文件已保存或预览已更新，请核对后再试")


def claim_upload(*, upload_id: int, worker: str, now: datetime) -> Upload | None:
    """Return a file that this worker may now check or store, None where there is nothing to do or another does it."""
    for waiting, working in STEPS:
        claimable = Q(state=waiting) | Q(state=working) & (Q(claimed_by=worker) | Q(claimed_at__lt=now - LEASE))
        claimed = Upload.objects.filter(claimable, pk=upload_id).update(
            state=working, claimed_by=worker, claimed_at=now, attempt=F("attempt") + 1, progress=0
        )
        if claimed == 1:
            return Upload.objects.select_related("contest__host", "uploaded_by__department").get(pk=upload_id)
    return None


def report_progress(*, upload: Upload, done: int, total: int, now: datetime) -> None:
    """Say how many rows of a file were looked at, which keeps the claim as well."""
    _held(upload).update(progress=done, total=total, claimed_at=now)


def keep_preview(*, upload: Upload, preview: Preview, total: int, stale: bool = False) -> None:
    """Keep what storing the file would do, for the person to confirm. Raises LostUploadError."""
    _move(
        upload,
        UploadState.READY,
        counts=preview.counts,
        lines=preview.lines,
        digest=preview.digest,
        total=total,
        progress=total,
        stale=stale,
        faults=[],
    )


def keep_faults(
    *, upload: Upload, faults: Sequence[Fault], counts: Mapping[str, int], total: int, marked: bytes | None
) -> None:
    """Keep the faults of a file, and the file with them written into it. Raises LostUploadError."""
    rows = [[fault.where, fault.found, fault.expected] for fault in faults]
    name = upload.marked.field.generate_filename(upload, "")
    kept = upload.marked.storage.save(name, ContentFile(marked)) if marked is not None else ""
    _move(upload, UploadState.FAULTY, faults=rows, counts=counts, total=total, progress=total, marked=kept)


def finish_upload(*, upload: Upload, result: str) -> None:
    """Mark a file as stored. Raises LostUploadError, so that the caller's transaction stores nothing twice."""
    _move(upload, UploadState.STORED, result=result)


def fail_upload(*, upload_id: int, worker: str, error: str) -> None:
    """Mark a file that this worker holds as failed, with the reason for the person to read."""
    working = [state for _, state in STEPS]
    Upload.objects.filter(pk=upload_id, claimed_by=worker, state__in=working).update(
        state=UploadState.FAILED, error=error
    )


@transaction.atomic
def remove_old_uploads(*, now: datetime) -> int:
    """Remove files that were sent in more than 30 days ago; return how many. What was stored of them stays."""
    old = list(Upload.objects.filter(uploaded_at__lt=now - KEPT))
    if not old:
        return 0
    for upload in old:
        for file in (upload.file, upload.marked):
            if file.name:
                # A file that is gone while its row came back could not be given out.
                transaction.on_commit(partial(file.storage.delete, file.name))
    Upload.objects.filter(pk__in=[upload.pk for upload in old]).delete()
    AuditEvent.objects.record(
        action=AuditAction.FILES_REMOVED,
        actor_id=None,
        subject="uploads",
        details={"uploads": sorted(upload.pk for upload in old)},
    )
    return len(old)


def _move(upload: Upload, state: UploadState, **values: Any) -> None:
    if _held(upload).update(state=state, **values) != 1:
        raise LostUploadError("这份文件已由另一个任务处理")


def _held(upload: Upload) -> QuerySet[Upload]:
    """Return the row while it is as this worker claimed it."""
    return Upload.objects.filter(pk=upload.pk, state=upload.state, claimed_by=upload.claimed_by, attempt=upload.attempt)
