"""Having people told of what a page has just changed."""

from functools import partial

from django.db import transaction

from contests.tasks import deliver, watch_notices


def tell_on_commit() -> None:
    """Have the log looked at once the change is stored; with the queue out of reach beat does it within minutes."""
    transaction.on_commit(watch_notices.delay, robust=True)


def send_on_commit(delivery_id: int) -> None:
    """Have one message sent once it is stored; likewise."""
    transaction.on_commit(partial(deliver.delay, delivery_id), robust=True)
