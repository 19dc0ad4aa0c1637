"""Issues that were taken back and not released again: leaders read that they were, and why."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models.fields.json import KeyTextTransform

from contests.enums import ReleaseKind
from contests.models import Contest, Release


class Recalled(NamedTuple):
    """The recall of an issue: by which `number`, of which issue and period (`code`, `label`), when and why."""

    number: int
    recalled: int
    code: str
    label: str
    at: datetime
    reason: str


def recalled_in(contests: Iterable[Contest]) -> dict[int, list[Recalled]]:
    """Return the recalls of periods that were not released again, by contest, the newest period first: one query."""
    found: dict[int, list[Recalled]] = {contest.pk: [] for contest in contests}
    rows = Release.objects.filter(contest__in=list(found), kind=ReleaseKind.RECALL, corrected_by__isnull=True)
    told = rows.annotate(
        label=KeyTextTransform("period", "headline"), reason=KeyTextTransform("reason", "headline")
    ).order_by("-period__ends_on", "-number")
    values = ("number", "corrects__number", "period__code", "label", "released_at", "reason")
    for contest, *row in told.values_list("contest_id", *values):
        found[contest].append(Recalled(*row))
    return found
