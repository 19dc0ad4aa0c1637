"""What is written to the log about the log and about files that leave the house."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from contests.enums import AuditAction
from contests.models import AuditEvent, User
from contests.selectors.audit import Chain


@transaction.atomic
def note_export(*, actor: User, subject: str, details: Mapping[str, Any]) -> None:
    """Write down that a person took data away that is not public: what, by which choice."""
    AuditEvent.objects.record(
        action=AuditAction.EXPORTED, actor_id=actor.pk, subject=subject[:200], details=dict(details)
    )


@transaction.atomic
def note_verification(*, chain: Chain) -> None:
    """Write down what a verification of the chain found."""
    AuditEvent.objects.record(
        action=AuditAction.LOG_VERIFIED,
        actor_id=None,
        subject="操作日志",
        details={
            "lines": chain.lines,
            "last_sha256": chain.last_sha256,
            "breaks": [one.number for one in chain.breaks[:50]],
        },
    )
