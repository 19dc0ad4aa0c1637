"""What was entered: ratings with their versions, adjustments."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from contests.enums import Absence, AdjustmentKind, Decision, RatingStatus, Role, VetoEffect


class Rating(models.Model):
    """One reported figure: entrant × criterion × period has one row, and what it was before is in its versions.

    `parts` are the figures that together make one, as people write them: 18；19；17, or 迟报=2；错报=1. `word` says why
    there is none. `signed_by` is the reviewer of the entrant's own department, whose word precedes the approval and
    does not replace it. The roles are those by which it was entered and approved. What the other indexes cover, or
    nobody looks for, has none of its own: each one costs as much as the row.
    """

    entrant = models.ForeignKey(
        "contests.Entrant", on_delete=models.PROTECT, related_name="ratings", verbose_name="参赛单位"
    )
    criterion = models.ForeignKey("contests.Criterion", on_delete=models.PROTECT, verbose_name="指标")
    period = models.ForeignKey(
        "contests.Period", on_delete=models.PROTECT, db_index=False, related_name="ratings", verbose_name="考评期"
    )
    value = models.DecimalField("数值", max_digits=15, decimal_places=4, null=True, blank=True)
    target = models.DecimalField("任务数", max_digits=15, decimal_places=4, null=True, blank=True)
    grade = models.CharField("等次", max_length=10, null=True, blank=True)  # noqa: DJ001  # None: not rated, as in `value`
    parts = models.CharField("明细", max_length=400, blank=True)
    word = models.CharField("无数值的说明", max_length=10, choices=Absence, blank=True, default="")
    note = models.CharField("备注", max_length=200, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)
    entered_role = models.CharField("填报角色", max_length=20, choices=Role, blank=True)
    approved_role = models.CharField("审核角色", max_length=20, choices=Role, blank=True)
    review_note = models.CharField("审核意见", max_length=200, blank=True)
    status = models.CharField("状态", max_length=10, choices=RatingStatus, default=RatingStatus.SUBMITTED)
    version = models.PositiveIntegerField("版本", default=1)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, null=True, related_name="+", verbose_name="填报人"
    )
    entered_at = models.DateTimeField("填报时间")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, null=True, related_name="+", verbose_name="审核人"
    )
    approved_at = models.DateTimeField("审核时间", null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, null=True, related_name="+", verbose_name="单位初审人"
    )
    signed_at = models.DateTimeField("单位初审时间", null=True)

    class Meta:
        verbose_name = "填报"
        verbose_name_plural = "填报"
        constraints = [
            models.UniqueConstraint(
                fields=["period", "entrant", "criterion"],
                name="rating_once_a_period",
                violation_error_message="本期该指标已填报",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target__gte=0),
                name="rating_target_not_negative",
                violation_error_message="任务数不能为负",
            ),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=True) | Q(approved_by__isnull=True) | ~Q(entered_by=F("approved_by")),
                name="rating_approved_by_another",
                violation_error_message="填报人不能审核自己填报的数据",
            ),
            models.CheckConstraint(
                condition=~Q(status=RatingStatus.APPROVED) | Q(approved_by__isnull=False),
                name="rating_approval_has_approver",
                violation_error_message="审核通过须有审核人",
            ),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=True) | Q(signed_by__isnull=True) | ~Q(entered_by=F("signed_by")),
                name="rating_signed_by_another",
                violation_error_message="填报人不能初审自己填报的数据",
            ),
        ]
        indexes = [models.Index(fields=["period", "status"], name="rating_queue")]

    def __str__(self) -> str:
        """Return where the rating stands in the grid."""
        return f"{self.entrant_id}·{self.criterion_id}·{self.period_id}"

    @property
    def before(self) -> "RatingVersion | None":
        """Return what the rating was before its last change."""
        return next(reversed(self.versions.all()), None)


class RatingVersion(models.Model):
    """What a rating was before a change, who had entered and approved it, and who changed it when."""

    rating = models.ForeignKey(Rating, models.PROTECT, db_index=False, related_name="versions", verbose_name="填报")
    version = models.PositiveIntegerField("版本")
    value = models.DecimalField("数值", max_digits=15, decimal_places=4, null=True)
    target = models.DecimalField("任务数", max_digits=15, decimal_places=4, null=True)
    grade = models.CharField("等次", max_length=10, null=True)  # noqa: DJ001  # as in Rating
    parts = models.CharField("明细", max_length=400, blank=True)
    word = models.CharField("无数值的说明", max_length=10, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    status = models.CharField("状态", max_length=10, choices=RatingStatus)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, null=True, related_name="+"
    )
    entered_at = models.DateTimeField("填报时间")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, null=True, related_name="+"
    )
    approved_at = models.DateTimeField("审核时间", null=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, null=True, related_name="+"
    )
    changed_at = models.DateTimeField("更改时间")
    reason = models.CharField("更改说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "填报历史"
        verbose_name_plural = "填报历史"
        ordering = ["rating", "version"]
        constraints = [models.UniqueConstraint(fields=["rating", "version"], name="rating_version_once")]

    def __str__(self) -> str:
        """Return rating and version."""
        return f"{self.rating_id} v{self.version}"


class Adjustment(models.Model):
    """加分, 扣分 or 一票否决: signed points in a scope (`total` or a dimension's code), with matter and document.

    One that came with a finding is decided together with it.
    """

    entrant = models.ForeignKey("contests.Entrant", on_delete=models.PROTECT, verbose_name="参赛单位")
    period = models.ForeignKey("contests.Period", on_delete=models.PROTECT, verbose_name="考评期")
    scope = models.CharField("范围", max_length=40)
    kind = models.CharField("类别", max_length=10, choices=AdjustmentKind)
    points = models.DecimalField("分值", max_digits=15, decimal_places=4)
    effect = models.CharField("否决效力", max_length=10, choices=VetoEffect, blank=True, default="")
    matter = models.CharField("事项", max_length=120)
    document = models.CharField("依据文件", max_length=120)
    finding = models.ForeignKey(
        "contests.Finding", on_delete=models.PROTECT, null=True, related_name="adjustments", verbose_name="事项"
    )
    decision = models.CharField("审批", max_length=10, choices=Decision, default=Decision.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提出人"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="审批人",
    )
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)

    class Meta:
        verbose_name = "加扣分"
        verbose_name_plural = "加扣分"
        ordering = ["period", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entrant", "period", "kind", "matter"],
                name="adjustment_matter_once",
                violation_error_message="同一事项只计一次",
            ),
            models.CheckConstraint(
                condition=Q(kind="bonus", points__gt=0) | Q(kind="deduction", points__lt=0) | Q(kind="veto", points=0),
                name="adjustment_sign",
                violation_error_message="加分须为正数，扣分须为负数，一票否决不计分值",
            ),
            models.CheckConstraint(
                condition=Q(kind="veto", effect__in=["bar_red", "bar_top", "bottom", "zero"])
                | (~Q(kind="veto") & Q(effect="")),
                name="adjustment_veto_has_effect",
                violation_error_message="一票否决须写明效力",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True) | Q(decided_by__isnull=True) | ~Q(proposed_by=F("decided_by")),
                name="adjustment_decided_by_another",
                violation_error_message="提出人不能审批自己提出的事项",
            ),
        ]

    def __str__(self) -> str:
        """Return the matter."""
        return self.matter

    @property
    def effect_words(self) -> str:
        """Return what it does to the score, in words."""
        size = self.get_effect_display() if self.effect else f"{abs(self.points).normalize():f} 分"
        return f"{self.get_kind_display()} {size}"
