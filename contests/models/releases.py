"""What was published: checked by one person, approved by another, frozen, hashed, chained."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class ReleaseCheck(models.Model):
    """核对: someone of the office has looked through a run and stands for it."""

    run = models.OneToOneField(
        "contests.RankingRun", on_delete=models.PROTECT, related_name="check_row", verbose_name="计算"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="核对人"
    )
    checked_at = models.DateTimeField("核对时间")

    class Meta:
        verbose_name = "核对"
        verbose_name_plural = "核对"

    def __str__(self) -> str:
        """Return the run that was checked."""
        return f"{self.run_id}"


class Release(models.Model):
    """第N期: the frozen document of one run; the database refuses to change or delete it.

    `headline` repeats the few words of the payload that lists of many issues show, so that they need not be read whole.
    """

    contest = models.ForeignKey(
        "contests.Contest", on_delete=models.PROTECT, related_name="releases", verbose_name="竞赛"
    )
    run = models.OneToOneField(
        "contests.RankingRun", on_delete=models.PROTECT, related_name="release", verbose_name="计算"
    )
    period = models.ForeignKey(
        "contests.Period", on_delete=models.PROTECT, related_name="releases", verbose_name="考评期"
    )
    number = models.PositiveIntegerField("期号")
    payload = models.TextField("发布内容")
    headline = models.JSONField("摘要")
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    previous_sha256 = models.CharField("上一期 SHA-256", max_length=64, blank=True)
    released_at = models.DateTimeField("发布时间")
    objections_until = models.DateField("公示期至", null=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="核对人"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="批准人"
    )
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="更正哪一期"
    )

    class Meta:
        verbose_name = "发布"
        verbose_name_plural = "发布"
        ordering = ["contest", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "number"], name="release_number_once", violation_error_message="期号重复"
            ),
            models.UniqueConstraint(
                fields=["contest", "previous_sha256"],
                name="release_chain_without_fork",
                violation_error_message="上一期之后已有发布",
            ),
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(corrects__isnull=True),
                name="release_once_a_period",
                violation_error_message="本期已发布，只能以更正的方式再次发布",
            ),
            models.CheckConstraint(
                condition=~Q(checked_by=F("approved_by")),
                name="release_approved_by_another",
                violation_error_message="核对人不能批准发布",
            ),
        ]

    def __str__(self) -> str:
        """Return the issue number as people say it."""
        return f"第{self.number}期"
