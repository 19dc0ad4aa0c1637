"""What became of a checked run short of its release: sent back, or approved for a later moment."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from contests.enums import VerdictKind


class Verdict(models.Model):
    """批复: rows are added, never edited; the newest of a run says where it stands, none that it waits for approval.

    `note` is why it was sent back, taken back or not released; of a timed approval the reason of the correction that it
    is. `by` is None where the clock did it.
    """

    run = models.ForeignKey(
        "contests.RankingRun", on_delete=models.PROTECT, related_name="verdicts", verbose_name="计算"
    )
    kind = models.CharField("批复", max_length=10, choices=VerdictKind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="批复人"
    )
    at = models.DateTimeField("批复时间")
    publish_at = models.DateTimeField("发布时间", null=True)
    note = models.CharField("说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "批复"
        verbose_name_plural = "批复"
        ordering = ["run", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=VerdictKind.TIMED, publish_at__isnull=False)
                | (~Q(kind=VerdictKind.TIMED) & Q(publish_at__isnull=True)),
                name="verdict_timed_has_time",
                violation_error_message="定时发布须有发布时间",
            ),
            models.CheckConstraint(
                condition=Q(kind=VerdictKind.STOPPED, by__isnull=True)
                | (~Q(kind=VerdictKind.STOPPED) & Q(by__isnull=False)),
                name="verdict_by_person_or_clock",
                violation_error_message="批复须有批复人；定时发布未成的，没有批复人",
            ),
            models.CheckConstraint(
                condition=Q(kind=VerdictKind.TIMED) | ~Q(note=""),
                name="verdict_has_note",
                violation_error_message="退回、撤销和定时发布未成须写明原因",
            ),
        ]

    def __str__(self) -> str:
        """Return what was done."""
        return self.get_kind_display()

    @property
    def publish_label(self) -> str:
        """Return when it comes out, as people say it; empty where no time was set."""
        if self.publish_at is None:
            return ""
        local = timezone.localtime(self.publish_at)
        return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
