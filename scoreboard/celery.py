"""The Celery application: `celery -A scoreboard worker` and `celery -A scoreboard beat`."""

import os

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scoreboard.settings")

app = Celery("scoreboard")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def look_at_once(**_: object) -> None:
    """Have a worker that starts look for what a dead one left, instead of waiting for beat."""
    for task in ("watch_calendar", "watch_notices"):
        app.send_task(f"contests.tasks.{task}")
