"""Doorways for Celery: a name, primitive arguments, one call."""

from celery import Task, shared_task
from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils import timezone

from contests.errors import ScoreboardError
from contests.exchange.imports import running
from contests.scoring.marks import ScoringError
from contests.selectors.trials import left_lying
from contests.selectors.uploads import uploads_left_lying
from contests.services import compute, trials, uploads

LOST_CONNECTION = (OperationalError, InterfaceError)


@shared_task(bind=True, autoretry_for=LOST_CONNECTION, retry_backoff=2, retry_backoff_max=60, max_retries=8)
def compute_run(self: Task, run_id: int) -> list[int]:
    """Compute one run; a lost connection is tried again, anything else is kept on the run as its error."""
    worker = str(self.request.id)
    try:
        return compute.compute_runs(run_ids=[run_id], worker=worker, now=timezone.now())
    except LOST_CONNECTION:
        raise
    except compute.LostClaimError:
        return []
    except (ArithmeticError, LookupError, ValueError, DatabaseError, ScoreboardError) as error:
        compute.fail_run(run_id=run_id, worker=worker, error=_words(error))
        raise


def _words(error: Exception) -> str:
    """Return what the office reads: our own sentence, or the kind of an error that nobody foresaw."""
    own = isinstance(error, ScoringError | ScoreboardError)
    return str(error) if own else f"{type(error).__name__}: {error}"


@shared_task(bind=True, autoretry_for=LOST_CONNECTION, retry_backoff=2, retry_backoff_max=60, max_retries=8)
def run_trial(self: Task, trial_id: int) -> bool:
    """Compute one trial; a lost connection is tried again, anything else is kept on the trial as its error."""
    worker = str(self.request.id)
    try:
        return trials.run_trial(trial_id=trial_id, worker=worker, now=timezone.now())
    except LOST_CONNECTION:
        raise
    except (ArithmeticError, LookupError, ValueError, DatabaseError, ScoreboardError) as error:
        trials.fail_trial(trial_id=trial_id, worker=worker, error=_words(error))
        raise


@shared_task(bind=True, autoretry_for=LOST_CONNECTION, retry_backoff=2, retry_backoff_max=60, max_retries=8)
def run_upload(self: Task, upload_id: int) -> bool:
    """Check a file that was sent in, or store it; what nobody foresaw is kept on it as its error."""
    worker = str(self.request.id)
    try:
        return running.run_upload(upload_id=upload_id, worker=worker, clock=timezone.now)
    except LOST_CONNECTION:
        raise
    except uploads.LostUploadError:
        return False
    except (ArithmeticError, LookupError, ValueError, OSError, DatabaseError, ScoreboardError) as error:
        uploads.fail_upload(upload_id=upload_id, worker=worker, error=_words(error))
        raise


@shared_task
def remove_old_uploads() -> int:
    """Remove files that were sent in long ago; return how many."""
    return uploads.remove_old_uploads(now=timezone.now())


@shared_task
def watch_calendar() -> int:
    """Have computed what is due by the contests' calendars, and what was left lying; return how many."""
    now = timezone.now()
    waiting, lying = compute.request_due(now=now), left_lying(now - trials.LEASE)
    for run_id in waiting:
        compute_run.delay(run_id)
    for trial_id in lying:
        run_trial.delay(trial_id)
    files = uploads_left_lying(now - uploads.LEASE)
    for upload_id in files:
        run_upload.delay(upload_id)
    return len(waiting) + len(lying) + len(files)
