"""What would be: trials of draft rules, and previews of computing again. Nothing that counts is made of them."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from contests.enums import RunState, TrialKind


class Trial(models.Model):
    """试算: a run that was computed, compared with what draft rules, or a computation now, would give instead.

    `result` holds old and new side by side, as the page shows them; no run, standing or release comes of it.
    """

    period = models.ForeignKey(
        "contests.Period", on_delete=models.PROTECT, related_name="trials", verbose_name="考评期"
    )
    base = models.ForeignKey(
        "contests.RankingRun", on_delete=models.PROTECT, related_name="trials", verbose_name="对照的计算"
    )
    kind = models.CharField("类别", max_length=10, choices=TrialKind)
    rules = models.JSONField("规则草案", null=True)
    digest = models.CharField("草案 SHA-256", max_length=64, blank=True)
    state = models.CharField("状态", max_length=10, choices=RunState, default=RunState.QUEUED)
    attempt = models.PositiveIntegerField("尝试次数", default=0)
    claimed_by = models.CharField("执行者", max_length=60, blank=True)
    claimed_at = models.DateTimeField("开始时间", null=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="发起人"
    )
    requested_at = models.DateTimeField("发起时间")
    done_at = models.DateTimeField("完成时间", null=True)
    error = models.TextField("错误", blank=True)
    result = models.JSONField("结果", null=True)

    class Meta:
        verbose_name = "试算"
        verbose_name_plural = "试算"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "kind", "digest"],
                condition=Q(state__in=[RunState.QUEUED, RunState.RUNNING]),
                name="trial_one_open_a_draft",
                violation_error_message="同一草案正在试算",
            ),
            models.CheckConstraint(
                condition=Q(kind=TrialKind.RULES, rules__isnull=False)
                | Q(kind=TrialKind.RECOMPUTE, rules__isnull=True, digest=""),
                name="trial_rules_or_recompute",
                violation_error_message="规则试算须有草案，重算预览没有草案",
            ),
            models.CheckConstraint(
                condition=~Q(state=RunState.DONE) | Q(result__isnull=False, done_at__isnull=False),
                name="trial_done_has_result",
            ),
        ]

    def __str__(self) -> str:
        """Return kind and number."""
        return f"{self.get_kind_display()} {self.pk}"


def rules_digest(rules: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) that tells one draft of rules from another."""
    return hashlib.sha256(json.dumps(rules, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
