"""Doorways for Celery: a name, primitive arguments, one call."""

import logging

from celery import Task, shared_task
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils import timezone

from contests.errors import ScoreboardError
from contests.exchange.imports import running
from contests.scoring.marks import ScoringError
from contests.selectors.audit import verify_chain
from contests.selectors.notices import deliveries_due
from contests.selectors.robot_addresses import Allowed
from contests.selectors.trials import left_lying
from contests.selectors.uploads import uploads_left_lying
from contests.services import audit, compute, releases, trials, uploads
from contests.services.notices.deliver import send_delivery, settle_abandoned
from contests.services.notices.look import look_at_deadlines, look_at_log

logger = logging.getLogger(__name__)

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


@shared_task(autoretry_for=LOST_CONNECTION, retry_backoff=2, retry_backoff_max=30, max_retries=8)
def publish_due() -> int:
    """Publish what was approved for a moment that has come; return how many issues that is."""
    published = releases.publish_due(now=timezone.now())
    if published:
        watch_notices.delay()
    return len(published)


@shared_task
def verify_log() -> bool:
    """Verify the log's chain; its last hash goes to the file of the worker's messages, outside the database."""
    chain = verify_chain()
    if chain.holds:
        logger.info("操作日志完整：%s 条，最后一条 SHA-256 %s", chain.lines, chain.last_sha256)
    else:
        places = "、".join(f"第 {one.number} 号" for one in chain.breaks[:10])
        logger.error("操作日志不完整：%s 处异常（%s），现有 %s 条", len(chain.breaks), places, chain.lines)
    audit.note_verification(chain=chain)
    return chain.holds


@shared_task(autoretry_for=LOST_CONNECTION, retry_backoff=2, retry_backoff_max=60, max_retries=8)
def watch_notices() -> int:
    """Tell of what happened since the last look, and have sent what waits to go out; return how many messages that is.

    Pages ask for it after they changed something, and beat asks anyway: a message that got lost costs minutes only.
    """
    now = timezone.now()
    while look_at_log(by_email=settings.NOTICES_BY_EMAIL, now=now):
        pass
    look_at_deadlines(days_before=settings.NOTICE_DAYS, by_email=settings.NOTICES_BY_EMAIL, now=now)
    settle_abandoned(now=now)
    due = deliveries_due(now)
    for delivery_id in due:
        deliver.delay(delivery_id)
    return len(due)


@shared_task
def deliver(delivery_id: int) -> str | None:
    """Send one message. An error that nobody foresaw leaves it as being sent, and so it becomes unconfirmed."""
    return send_delivery(
        delivery_id=delivery_id, allowed=allowed_addresses(), site=settings.SITE_URL, now=timezone.now()
    )


def allowed_addresses() -> Allowed:
    """Return where robots may speak by the settings."""
    return Allowed(gateways=tuple(settings.ROBOT_GATEWAYS), loopback=settings.DEBUG)
