"""The rules of a contest, version by version."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models


class RulesVersion(models.Model):
    """One version of a contest's rules, as the engine's document takes them; rows are added, never edited.

    Of the versions that are valid on a day the newest counts, so that a later one may also correct an earlier; one
    without a first day is valid from the contest's beginning.
    """

    contest = models.ForeignKey(
        "contests.Contest", on_delete=models.CASCADE, related_name="rules_versions", verbose_name="竞赛"
    )
    number = models.PositiveSmallIntegerField("版本")
    valid_from = models.DateField("自何日起", null=True)
    rules = models.JSONField("规则")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="制定人"
    )
    created_at = models.DateTimeField("制定时间", auto_now_add=True)

    class Meta:
        verbose_name = "规则版本"
        verbose_name_plural = "规则版本"
        ordering = ["contest", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "number"], name="rules_version_once", violation_error_message="规则版本号重复"
            )
        ]

    def __str__(self) -> str:
        """Return contest, number and first day."""
        return f"{self.contest}·规则第 {self.number} 版"


def version_on(versions: Iterable[RulesVersion], day: date) -> RulesVersion | None:
    """Return the version that is in force on a day, of versions given newest first; None before all of them."""
    return next((version for version in versions if version.valid_from is None or version.valid_from <= day), None)


RULE_KEYS = (
    "rounding",
    "limits",
    "score_label",
    "rank_by",
    "dimensions",
    "weight_sum",
    "parts",
    "boards",
    "grades",
    "quota",
    "combined",
    "place_bonus",
    "escalation",
)


def rules_in(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a contest file's values is a rule."""
    return {key: spec[key] for key in RULE_KEYS}
