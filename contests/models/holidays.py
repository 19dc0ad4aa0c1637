"""The days that are not what their day of the week says."""

from django.db import models

from contests.enums import DayKind


class Holiday(models.Model):
    """放假 or 调休上班: one day of the yearly calendar of the State Council, or of the place's own."""

    date = models.DateField("日期")
    kind = models.CharField("类型", max_length=10, choices=DayKind)
    name = models.CharField("名称", max_length=40)

    class Meta:
        verbose_name = "放假安排"
        verbose_name_plural = "放假安排"
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["date"], name="holiday_once_a_day", violation_error_message="这一天已有安排"
            )
        ]

    def __str__(self) -> str:
        """Return day, kind and name."""
        return f"{self.date} {self.get_kind_display()}（{self.name}）"
