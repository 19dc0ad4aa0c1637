"""What waits for the second person."""

from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from contests.enums import Decision, RatingStatus, Role
from contests.models import Adjustment, Finding, Period, Rating, User
from contests.rules import Access, under
from contests.scoring.methods import METHODS
from contests.selectors.jumps import earlier_of, jump


class Waiting(NamedTuple):
    """A submitted rating, in words what is unusual about it (empty for nothing), and whether the person ticked it."""

    rating: Rating
    unusual: str
    ticked: bool = False


def waiting_for(user: User, access: Access, period: Period) -> list[Waiting]:
    """Return what a person may judge in a period, what is unusual first: not what they entered themselves.

    Who reviews the contest judges everything, the reviewer of a unit what the unit reports. Five queries.
    """
    ratings = Rating.objects.filter(period=period, status=RatingStatus.SUBMITTED).exclude(entered_by=user)
    if not access.reviews(period.contest):
        ratings = ratings.filter(under("entrant__department__path", access.to(Role.REVIEWER)))
    rows = (
        ratings.select_related("entrant", "criterion", "entered_by", "signed_by")
        .annotate(proofs=Count("evidence"))
        .prefetch_related("versions")
        .order_by("entrant__order", "criterion__order")
    )
    earlier = earlier_of(period)
    found = []
    for row in rows:
        scale = getattr(METHODS[row.criterion.method].parse(row.criterion.params), "scale", None) if row.grade else None
        history = earlier.get((row.entrant_id, row.criterion_id))
        found.append(Waiting(row, jump(period.contest, row.value, row.grade, history, scale)))
    return sorted(found, key=lambda one: not one.unusual)


def submitted_in(period: Period) -> QuerySet[Rating]:
    """Return the submitted ratings of a period and of the shorter periods that close in it."""
    return Rating.objects.filter(
        period__contest=period.contest_id,
        period__ends_on__range=(period.starts_on, period.ends_on),
        status=RatingStatus.SUBMITTED,
    )


def proposed_in(period: Period) -> tuple[QuerySet[Finding], QuerySet[Adjustment]]:
    """Return the findings of a period that wait for a decision, and the adjustments that came without one."""
    return proposed(period=period)


def proposed(**where: Any) -> tuple[QuerySet[Finding], QuerySet[Adjustment]]:
    """Return the matters that wait for a decision, each once: what came with a finding is decided with it."""
    waiting = where | {"decision": Decision.PROPOSED}
    return Finding.objects.filter(**waiting), Adjustment.objects.filter(**waiting, finding__isnull=True)
