"""The rules of a contest, version by version."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from django.conf import settings
from django.db import models

Rules = Mapping[str, Any]


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


def in_force(versions: Iterable[RulesVersion]) -> list[RulesVersion]:
    """Return those of all versions, given oldest first, that are in force on some day, the first of them first."""
    kept: list[RulesVersion] = []
    for version in versions:
        while kept and not _begins_before(kept[-1].valid_from, version.valid_from):
            kept.pop()
        kept.append(version)
    return kept


def _begins_before(one: date | None, other: date | None) -> bool:
    return other is not None and (one is None or one < other)


Dated = tuple[date | None, Rules]


def missing_versions(stored: Sequence[Dated], wanted: Sequence[Dated]) -> Sequence[Dated]:
    """Return which (first day, rules) are to be added to those in force, so that the wanted ones are; in their order.

    Raises ValueError with the first day of one in force that would stay though it is not wanted.
    """
    alike = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(stored, wanted, strict=False))))
    if alike == len(stored):
        return wanted[alike:]
    # Where the wanted ones end sooner, the last of them is added again and holds in place of what follows it.
    added = wanted[min(alike, len(wanted) - 1) :]
    if _begins_before(stored[alike][0], added[0][0]):
        raise ValueError(stored[alike][0])
    return added


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


def versions_in(spec: Mapping[str, Any]) -> list[Dated]:
    """Return (first day, rules) of every version that a contest file's values have, the newest last."""
    return [(first_day(part), rules_in(part)) for part in [*spec["earlier_rules"], spec]]


def first_day(spec: Mapping[str, Any]) -> date | None:
    """Return the day that rules are valid from, None for the contest's beginning."""
    return date.fromisoformat(str(spec["rules_from"])) if spec["rules_from"] else None
