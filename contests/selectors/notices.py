"""Notices as a person reads them, and what goes out as the worker and the office see it."""

from datetime import datetime

from django.db.models import QuerySet

from contests.enums import DeliveryState
from contests.models import Contest, Delivery, Notice, User


def notices_of(person: User) -> QuerySet[Notice]:
    """Return a person's notices, the newest first."""
    return Notice.objects.filter(person=person).select_related("contest")


def unread_count(person: User) -> int:
    """Return how many notices a person has not read."""
    return Notice.objects.filter(person=person, read_at=None).count()


def deliveries_due(now: datetime) -> list[int]:
    """Return the ids of the messages that may be sent now, the oldest first."""
    rows = Delivery.objects.filter(state=DeliveryState.WAITING, due_at__lte=now)
    return list(rows.order_by("due_at", "pk").values_list("pk", flat=True))


def deliveries_of(contest: Contest) -> QuerySet[Delivery]:
    """Return what goes out for a contest, the newest first."""
    return Delivery.objects.filter(contest=contest).select_related("robot", "notice__person", "contest__host")
