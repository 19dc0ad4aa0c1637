"""What waits for the second person."""

from django.db.models import QuerySet

from contests.enums import Decision, RatingStatus
from contests.models import Adjustment, Finding, Period, Rating


def submitted_in(period: Period) -> QuerySet[Rating]:
    """Return the submitted ratings of a period and of the shorter periods that close in it."""
    return Rating.objects.filter(
        period__contest=period.contest_id,
        period__ends_on__range=(period.starts_on, period.ends_on),
        status=RatingStatus.SUBMITTED,
    )


def proposed_in(period: Period) -> tuple[QuerySet[Finding], QuerySet[Adjustment]]:
    """Return the findings of a period that wait for a decision, and the adjustments that came without one."""
    return (
        Finding.objects.filter(period=period, decision=Decision.PROPOSED),
        Adjustment.objects.filter(period=period, decision=Decision.PROPOSED, finding__isnull=True),
    )
