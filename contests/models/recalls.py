"""Asking for the recall (撤回) of an issue: why, and what the leading group said to it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from contests.enums import Decision


class RecallRequest(models.Model):
    """撤回申请: the office wants an issue taken from public view; the recall itself is a release of its own."""

    release = models.ForeignKey(
        "contests.Release", on_delete=models.PROTECT, related_name="recall_requests", verbose_name="撤回哪一期"
    )
    reason = models.CharField("撤回原因", max_length=200)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="申请人"
    )
    requested_at = models.DateTimeField("申请时间")
    decision = models.CharField("决定", max_length=10, choices=Decision, default=Decision.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", null=True)
    note = models.CharField("意见", max_length=200, blank=True)

    class Meta:
        verbose_name = "撤回申请"
        verbose_name_plural = "撤回申请"
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release"],
                condition=Q(decision=Decision.PROPOSED),
                name="recall_one_open_request",
                violation_error_message="这一期的撤回申请还在等待决定",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="recall_decided_by_another",
                violation_error_message="申请人不能决定自己提出的撤回",
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.PROPOSED, decided_by__isnull=True, decided_at__isnull=True, note="")
                | (~Q(decision=Decision.PROPOSED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="recall_decision_is_whole",
                violation_error_message="决定须有决定人和时间",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.REJECTED) | ~Q(note=""),
                name="recall_refusal_has_note",
                violation_error_message="不同意撤回的，须写明意见",
            ),
        ]

    def __str__(self) -> str:
        """Return what is to be taken back."""
        return f"撤回{self.release}"

    @property
    def is_open(self) -> bool:
        """Return whether it waits for a decision."""
        return self.decision == Decision.PROPOSED
