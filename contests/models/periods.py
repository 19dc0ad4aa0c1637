"""The calendar of a contest."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from contests.enums import Cadence


class Period(models.Model):
    """考评期: a week, month, quarter or year of a contest; `code` is written 2022-09, 2020-W40, 2020-Q4, 2020."""

    contest = models.ForeignKey(
        "contests.Contest", on_delete=models.CASCADE, related_name="periods", verbose_name="竞赛"
    )
    cadence = models.CharField("周期", max_length=10, choices=Cadence)
    code = models.CharField("代码", max_length=10)
    number = models.PositiveSmallIntegerField("序号")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    entry_closes_at = models.DateTimeField("填报截止")
    reopened_until = models.DateTimeField("重新开放至", null=True, blank=True)
    reopened_reason = models.CharField("重新开放的原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "考评期"
        verbose_name_plural = "考评期"
        ordering = ["contest", "ends_on", "cadence"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "code"], name="period_code_once", violation_error_message="本竞赛已有该考评期"
            ),
            models.UniqueConstraint(
                fields=["contest", "cadence", "number"],
                name="period_number_once",
                violation_error_message="考评期序号重复",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="period_ends_after_start",
                violation_error_message="考评期的结束日期不能早于开始日期",
            ),
        ]
        indexes = [models.Index(fields=["entry_closes_at"], name="period_closing")]

    def __str__(self) -> str:
        """Return the code."""
        return self.code

    @property
    def placement_day(self) -> date:
        """Return the day whose placements hold for the period: the Monday of the last week that closes in it.

        Placements open on Mondays, so that six days before the end tells them apart; the first week of a contest may
        begin before the contest does, and whoever starts with the contest is in it.
        """
        return max(self.ends_on - timedelta(days=6), self.contest.starts_on)

    @property
    def closes_at(self) -> datetime:
        """Return when entry closes: the calendar's moment, or that to which the office opened it again."""
        return max(self.entry_closes_at, self.reopened_until or self.entry_closes_at)

    @property
    def closing_label(self) -> str:
        """Return the last moment of entry as people say it: midnight belongs to the day before, as 24:00."""
        last = timezone.localtime(self.closes_at)
        if (last.hour, last.minute) == (0, 0):
            return f"{last - timedelta(minutes=1):%Y-%m-%d} 24:00"
        return f"{last:%Y-%m-%d %H:%M}"

    @property
    def label(self) -> str:
        """Return the period as people say it: 2022年9月, 第7周."""
        if self.cadence == Cadence.MONTH:
            return f"{self.ends_on.year}年{self.ends_on.month}月"
        if self.cadence == Cadence.WEEK:
            return f"第{self.number}周（{self.starts_on:%m.%d}—{self.ends_on:%m.%d}）"
        if self.cadence == Cadence.QUARTER:
            return f"{self.ends_on.year}年第{(self.ends_on.month + 2) // 3}季度"
        return f"{self.ends_on.year}年"
