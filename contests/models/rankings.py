"""What was computed: runs, standings, board entries. Rows are added, never edited."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from contests.enums import Colour, RunState
from contests.models.json_text import JSONText


class RankingRun(models.Model):
    """One computation of a period: its state while it runs, then the document it was computed from."""

    period = models.ForeignKey("contests.Period", on_delete=models.PROTECT, related_name="runs", verbose_name="考评期")
    revision = models.PositiveIntegerField("版次")
    state = models.CharField("状态", max_length=10, choices=RunState, default=RunState.QUEUED)
    progress = models.PositiveSmallIntegerField("进度", default=0)
    attempt = models.PositiveIntegerField("尝试次数", default=0)
    claimed_by = models.CharField("执行者", max_length=60, blank=True)
    claimed_at = models.DateTimeField("开始时间", null=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="发起人"
    )
    requested_at = models.DateTimeField("发起时间")
    done_at = models.DateTimeField("完成时间", null=True)
    error = models.TextField("错误", blank=True)
    document = JSONText("规则与输入", null=True)

    class Meta:
        verbose_name = "计算"
        verbose_name_plural = "计算"
        ordering = ["period", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["period", "revision"], name="run_revision_once"),
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(state__in=[RunState.QUEUED, RunState.RUNNING]),
                name="run_one_open_a_period",
                violation_error_message="本期正在计算",
            ),
            models.CheckConstraint(
                condition=~Q(state=RunState.DONE) | Q(document__isnull=False, done_at__isnull=False),
                name="run_done_has_document",
            ),
        ]

    def __str__(self) -> str:
        """Return period and revision."""
        return f"{self.period_id} r{self.revision}"


class Standing(models.Model):
    """An entrant's result in a scope of a run: score and rank, or the reason why there is none.

    Standings are read by their run, which the constraint's index finds; other indexes would be written with each row
    and read by nobody.
    """

    run = models.ForeignKey(
        RankingRun, on_delete=models.PROTECT, db_index=False, related_name="standings", verbose_name="计算"
    )
    entrant = models.ForeignKey(
        "contests.Entrant", on_delete=models.PROTECT, db_index=False, related_name="standings", verbose_name="参赛单位"
    )
    division = models.ForeignKey("contests.Division", on_delete=models.PROTECT, db_index=False, verbose_name="组别")
    scope = models.CharField("范围", max_length=40)
    score = models.DecimalField("得分", max_digits=15, decimal_places=4, null=True)
    rank = models.PositiveIntegerField("名次", null=True)
    tied = models.BooleanField("并列", default=False)
    not_ranked_reason = models.CharField("未排名原因", max_length=2000, blank=True)
    previous_rank = models.PositiveIntegerField("上期名次", null=True)
    grade = models.CharField("等次", max_length=10, blank=True)
    breakdown = JSONText("得分明细")

    class Meta:
        verbose_name = "名次"
        verbose_name_plural = "名次"
        constraints = [
            models.UniqueConstraint(fields=["run", "scope", "entrant"], name="standing_once_a_scope"),
            models.CheckConstraint(
                condition=Q(rank__isnull=False, score__isnull=False, not_ranked_reason="")
                | (Q(rank__isnull=True, score__isnull=True) & ~Q(not_ranked_reason="")),
                name="standing_ranked_or_reason",
                violation_error_message="没有名次的单位须写明原因",
            ),
        ]

    def __str__(self) -> str:
        """Return run, scope and rank."""
        return f"{self.run_id} {self.scope} {self.rank}"


class BoardEntry(models.Model):
    """A line of a red or black list of a run; read by the run, as standings are."""

    run = models.ForeignKey(
        RankingRun, on_delete=models.PROTECT, db_index=False, related_name="entries", verbose_name="计算"
    )
    entrant = models.ForeignKey("contests.Entrant", on_delete=models.PROTECT, db_index=False, verbose_name="参赛单位")
    division = models.ForeignKey("contests.Division", on_delete=models.PROTECT, db_index=False, verbose_name="组别")
    scope = models.CharField("范围", max_length=40)
    colour = models.CharField("榜", max_length=10, choices=Colour)
    order = models.PositiveSmallIntegerField("次序")
    reason = models.CharField("上榜事由", max_length=2000)
    by_hand = models.BooleanField("据事项上榜")
    basis = models.CharField("依据文件", max_length=2000, blank=True)
    streak = models.PositiveSmallIntegerField("连续上黑榜次数", default=0)
    escalation = models.CharField("后续措施", max_length=20, blank=True)

    class Meta:
        verbose_name = "上榜"
        verbose_name_plural = "上榜"
        ordering = ["run", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "scope", "entrant"],
                name="entry_on_one_list",
                violation_error_message="同一范围内不能既上红榜又上黑榜",
            )
        ]

    def __str__(self) -> str:
        """Return list and reason."""
        return f"{self.get_colour_display()}：{self.reason}"
