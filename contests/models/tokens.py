"""Keys of other systems that push figures."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class ApiToken(models.Model):
    """接口令牌: lets a system enter figures as a reporter of a department would; only the hash of it is kept."""

    contest = models.ForeignKey("contests.Contest", models.CASCADE, related_name="tokens", verbose_name="竞赛")
    department = models.ForeignKey("contests.Department", models.PROTECT, related_name="+", verbose_name="单位")
    name = models.CharField("名称", max_length=40)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+", verbose_name="建立人"
    )
    made_at = models.DateTimeField("建立时间")
    expires_at = models.DateTimeField("有效期至")
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "接口令牌"
        verbose_name_plural = "接口令牌"
        ordering = ["contest", "-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "name"], name="token_name_once", violation_error_message="本竞赛已有同名的令牌"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="token_expires_later",
                violation_error_message="有效期不能早于建立时间",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
