"""The log: append-only, every line chained to the one before by its hash."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from contests.enums import AuditAction, audit_actions

# Any number that no other part of the product takes an advisory lock on.
CHAIN_LOCK = 20_260_901


# The address of whoever is being served, on every line of the log: no service has to hand it down for that.
_address: ContextVar[str | None] = ContextVar("address", default=None)


@contextmanager
def calling_from(address: str | None) -> Iterator[None]:
    """Have every event that is recorded meanwhile bear the client's address."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


class AuditEventManager(models.Manager["AuditEvent"]):
    """The one way to write the log."""

    # Outside a transaction the lock would be let go before the row is written.
    @transaction.atomic(savepoint=False)
    def record(
        self, *, action: AuditAction, actor_id: int | None, subject: str, details: dict[str, Any]
    ) -> "AuditEvent":
        """Append an event inside the caller's transaction and return it."""
        if connection.vendor == "postgresql":
            # SQLite's IMMEDIATE transactions already let one writer in at a time.
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        details = settled(details)
        previous = self.order_by("-pk").values_list("sha256", flat=True).first() or ""
        at = timezone.now()
        digest = event_digest(
            previous=previous, at=at, action=action, actor_id=actor_id, subject=subject, details=details
        )
        return self.create(
            at=at,
            action=action,
            actor_id=actor_id,
            subject=subject,
            details=details,
            previous_sha256=previous,
            sha256=digest,
        )


def settled(details: Mapping[str, Any]) -> dict[str, Any]:
    """Return the details as both databases give them back, with the client's address where there is one.

    Keys become texts, and numbers with a point do too: PostgreSQL writes 1E5 and -0.0 in its own way.
    """
    address = _address.get()
    told = {"address": address, **details} if address else dict(details)
    kept: dict[str, Any] = json.loads(json.dumps(told), parse_float=str, parse_constant=str)
    return kept


def event_digest(
    *, previous: str, at: datetime, action: str, actor_id: int | None, subject: str, details: dict[str, Any]
) -> str:
    """Return the SHA-256 (hex) that chains an event to the one before."""
    line = json.dumps(
        [previous, at.timestamp(), str(action), actor_id, subject, details], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(line.encode()).hexdigest()


class AuditEvent(models.Model):
    """Who did what to which subject, with old and new values; the database refuses to change or delete it."""

    at = models.DateTimeField("时间")
    action = models.CharField("动作", max_length=40, choices=audit_actions)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="操作人"
    )
    subject = models.CharField("对象", max_length=200)
    details = models.JSONField("内容")
    previous_sha256 = models.CharField("上一条 SHA-256", max_length=64, unique=True)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)

    objects = AuditEventManager()

    class Meta:
        verbose_name = "日志"
        verbose_name_plural = "日志"
        ordering = ["-pk"]

    def __str__(self) -> str:
        """Return action and subject."""
        return f"{self.get_action_display()} {self.subject}"
