"""What units contest of a release, and how it was decided."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from contests.enums import AppealState, Role

# Still to be decided.
OPEN = (AppealState.FILED, AppealState.ACCEPTED)
DECIDED = (AppealState.UPHELD, AppealState.REJECTED)


class Appeal(models.Model):
    """申诉: what an entrant contests of an issue, in a scope (`total`, or the code of a dimension or criterion).

    `correction` is the issue that put right what was upheld. `filed_role` tells a unit's own appeal from one on paper
    that the office filed for it.
    """

    release = models.ForeignKey(
        "contests.Release", on_delete=models.PROTECT, related_name="appeals", verbose_name="对哪一期"
    )
    entrant = models.ForeignKey(
        "contests.Entrant", on_delete=models.PROTECT, related_name="appeals", verbose_name="参赛单位"
    )
    scope = models.CharField("范围", max_length=40)
    scope_name = models.CharField("范围名称", max_length=60)
    claim = models.CharField("申诉内容", max_length=500)
    grounds = models.CharField("依据材料", max_length=120)
    state = models.CharField("状态", max_length=10, choices=AppealState, default=AppealState.FILED)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="提出人"
    )
    filed_role = models.CharField("提出角色", max_length=20, choices=Role)
    filed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="裁定人",
    )
    decided_at = models.DateTimeField("裁定时间", null=True, blank=True)
    decision_note = models.CharField("裁定意见", max_length=200, blank=True)
    correction = models.ForeignKey(
        "contests.Release",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="settled_appeals",
        verbose_name="更正发布",
    )

    class Meta:
        verbose_name = "申诉"
        verbose_name_plural = "申诉"
        ordering = ["-filed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "entrant", "scope"],
                condition=Q(state__in=OPEN),
                name="appeal_one_open",
                violation_error_message="该单位对这一范围的申诉尚未办结，不能重复提出",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("filed_by")),
                name="appeal_decided_by_another",
                violation_error_message="提出人不能裁定自己提出的申诉",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=DECIDED) & Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision_note="")
                )
                | (~Q(state__in=DECIDED) & Q(decided_by__isnull=True, decided_at__isnull=True, decision_note="")),
                name="appeal_decision_is_whole",
                violation_error_message="裁定须有裁定人、时间和意见",
            ),
            models.CheckConstraint(
                condition=Q(correction__isnull=True) | Q(state=AppealState.UPHELD),
                name="appeal_correction_was_upheld",
                violation_error_message="只有成立的申诉才有更正",
            ),
        ]

    def __str__(self) -> str:
        """Return who contests what."""
        return f"{self.entrant}对“{self.scope_name}”的申诉"

    @property
    def is_open(self) -> bool:
        """Return whether it still waits for a decision."""
        return self.state in OPEN
