"""A person's own notices, read."""

from datetime import datetime

from django.db import transaction

from contests.models import Notice, User


@transaction.atomic
def mark_read(*, person: User, now: datetime, notice: Notice | None = None) -> int:
    """Mark one of a person's notices as read, or all of them; return how many were unread.

    The row keeps when: it is nobody else's matter, and not worth a line of the log.
    """
    unread = Notice.objects.filter(person=person, read_at=None)
    if notice is not None:
        unread = unread.filter(pk=notice.pk)
    return unread.update(read_at=now)
