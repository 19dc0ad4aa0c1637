"""Proposing findings and adjustments."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from contests.enums import AuditAction
from contests.models import Adjustment, AuditEvent, Contest, Finding, User


@transaction.atomic
def propose_events(
    *,
    contest: Contest,
    findings: Sequence[dict[str, Any]],
    adjustments: Sequence[dict[str, Any]],
    proposed_by: User | None,
    source: str,
) -> tuple[int, int]:
    """Store proposed findings and adjustments (field values); return how many of them are new.

    A matter that is there already under the same entrant, period and scope is left as it is.
    """
    before = _counts(contest)
    Finding.objects.bulk_create(
        [Finding(**values, proposed_by=proposed_by) for values in findings], ignore_conflicts=True
    )
    Adjustment.objects.bulk_create(
        [Adjustment(**values, proposed_by=proposed_by) for values in adjustments], ignore_conflicts=True
    )
    after = _counts(contest)
    AuditEvent.objects.record(
        action=AuditAction.EVENTS_PROPOSED,
        actor_id=proposed_by.pk if proposed_by else None,
        subject=contest.slug,
        details={"source": source, "new": [after[0] - before[0], after[1] - before[1]]},
    )
    return after[0] - before[0], after[1] - before[1]


def _counts(contest: Contest) -> tuple[int, int]:
    return (
        Finding.objects.filter(period__contest=contest).count(),
        Adjustment.objects.filter(period__contest=contest).count(),
    )
