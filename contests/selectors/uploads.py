"""Files that were sent in, as their senders see them."""

from datetime import datetime

from django.db.models import Q, QuerySet

from contests.enums import UploadState
from contests.models import Contest, Upload, User

# What only the page of one file shows.
HEAVY = ("lines", "faults")


def uploads_of(user: User, contest: Contest) -> QuerySet[Upload]:
    """Return the files that a person sent in for a contest, the newest first."""
    return Upload.objects.filter(contest=contest, uploaded_by=user).select_related("contest").order_by("-pk")


def recent_uploads(user: User, contest: Contest) -> QuerySet[Upload]:
    """Return the newest files of a person, without what is only for the page of one."""
    return uploads_of(user, contest).defer(*HEAVY)[:10]


def uploads_left_lying(before: datetime) -> list[int]:
    """Return the ids of files that were to be checked or stored before a moment, and that nobody works on."""
    waiting = Q(state=UploadState.WAITING, uploaded_at__lt=before) | Q(state=UploadState.CONFIRMED)
    working = Q(state__in=[UploadState.CHECKING, UploadState.STORING], claimed_at__lt=before)
    return list(Upload.objects.filter(waiting | working).order_by("pk").values_list("pk", flat=True))
