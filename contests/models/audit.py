"""The log: append-only, every line chained to the one before by its hash."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from contests.enums import AuditAction, audit_actions

# Any number that no other part of the product takes an advisory lock on.
CHAIN_LOCK = 20_260_901


class AuditEventManager(models.Manager["AuditEvent"]):
    """The one way to write the log."""

    def record(
        self, *, action: AuditAction, actor_id: int | None, subject: str, details: dict[str, Any]
    ) -> "AuditEvent":
        """Append an event inside the caller's transaction and return it."""
        if connection.vendor == "postgresql":
            # SQLite's IMMEDIATE transactions already let one writer in at a time.
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
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
