"""What was published: checked by one person, approved by another, frozen, hashed, chained."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from contests.enums import ReleaseKind
from contests.models.json_text import JSONText


class ReleaseCheck(models.Model):
    """核对: someone of the office has looked through a run and stands for it.

    `left_open` says line by line what was not done and is let stand, for a `reason`; `open_facts` names each fact
    behind these lines, so that nothing else can stand behind the same words later. With `bulletin_prefix` a bulletin
    (通报) comes out together with the release, numbered then; without one none does.
    """

    run = models.OneToOneField(
        "contests.RankingRun", on_delete=models.PROTECT, related_name="check_row", verbose_name="计算"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="核对人"
    )
    checked_at = models.DateTimeField("核对时间")
    left_open = models.TextField("未办结事项", blank=True)
    open_facts = JSONText("未办结事项所指", default=list)
    reason = models.CharField("照此提请的原因", max_length=200, blank=True)
    bulletin_prefix = models.CharField("机关代字", max_length=20, blank=True)
    bulletin_recipients = models.CharField("主送机关", max_length=200, blank=True)
    bulletin_shows_scores = models.BooleanField("写明得分", default=True)

    class Meta:
        verbose_name = "核对"
        verbose_name_plural = "核对"
        constraints = [
            models.CheckConstraint(
                condition=Q(left_open="") | ~Q(reason=""),
                name="check_reason_where_open",
                violation_error_message="还有未办结的事项，须写明为何照此提请",
            ),
        ]

    def __str__(self) -> str:
        """Return the run that was checked."""
        return f"{self.run_id}"


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Issues as they are looked up, and the one way in which each of them is written."""

    def standing(self) -> "ReleaseQuerySet":
        """Return the rankings that stand: those that no later issue corrects or recalls."""
        return self.filter(kind=ReleaseKind.RANKING, corrected_by__isnull=True)

    def next_link(self) -> tuple[int, str]:
        """Return what the next issue of a contest, whose issues these are, is numbered, and the hash that it bears."""
        last = self.order_by("-number").values_list("number", "sha256").first()
        return (last[0] + 1, last[1]) if last else (1, "")

    def recalls_from(self, period: Any, number: Any) -> "ReleaseQuerySet":
        """Return the recalls of a period from a number on, the first of them first.

        The issues of a period follow each other by number, so that this is what took back the one with the number.
        """
        return self.filter(period=period, kind=ReleaseKind.RECALL, number__gte=number).order_by("number")

    def freeze(self, *, text: str, **values: Any) -> "Release":
        """Write an issue, under the SHA-256 of its text."""
        return self.create(payload=text, sha256=hashlib.sha256(text.encode()).hexdigest(), **values)


class Release(models.Model):
    """第N期: the frozen document of one run; the database refuses to change or delete it.

    A recall (撤回) is an issue, too: it has no run, and `corrects` is the issue that it takes from public view. What is
    released of the period after it corrects the recall, so that the issues of a period are one chain.

    `headline` repeats the few words of the payload that lists of many issues show, so that they need not be read whole.
    """

    contest = models.ForeignKey(
        "contests.Contest", on_delete=models.PROTECT, related_name="releases", verbose_name="竞赛"
    )
    kind = models.CharField("类别", max_length=10, choices=ReleaseKind, default=ReleaseKind.RANKING)
    run = models.OneToOneField(
        "contests.RankingRun", on_delete=models.PROTECT, null=True, related_name="release", verbose_name="计算"
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

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "发布"
        verbose_name_plural = "发布"
        ordering = ["contest", "-number"]
        # For SQLite, where most of a row lies behind the document, which it goes through page by page: the issues of a
        # contest, and the recalls of a period, are read from these alone.
        indexes = [
            models.Index(
                fields=["contest", "number", "kind", "corrects", "period", "sha256", "released_at"],
                name="release_in_lists",
            ),
            models.Index(fields=["period", "kind", "number"], name="release_by_kind"),
        ]
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
            models.CheckConstraint(
                condition=Q(kind=ReleaseKind.RANKING, run__isnull=False)
                | Q(kind=ReleaseKind.RECALL, run__isnull=True, corrects__isnull=False),
                name="release_recall_has_no_run",
                violation_error_message="发布须有计算结果；撤回没有计算结果，须写明撤回哪一期",
            ),
        ]

    def __str__(self) -> str:
        """Return the issue number as people say it."""
        return f"第{self.number}期"

    @property
    def is_recall(self) -> bool:
        """Return whether it takes an issue back."""
        return self.kind == ReleaseKind.RECALL
