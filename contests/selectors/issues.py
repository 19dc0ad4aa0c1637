"""An issue in a few words, read without its document: what was published, and what became of it since."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Case, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils import timezone

from contests.enums import ReleaseKind
from contests.models import Release

# The texts of an issue, and what a headline calls them.
TEXTS = {
    "name": "contest",
    "publisher": "publisher",
    "score_label": "score_label",
    "cadence": "cadence",
    "period_code": "code",
    "period_label": "period",
    "ends_on": "ends_on",
}

# A black entry of the corrected issue in the canonical text of a correction's changes: no text in it can look like it.
QUOTED = r'"old":\{"grade":(null|"([^"\\]|\\.)*"),"list":"black"'


# Without slots, here and below: a frozen class that has them is read out of the cache by Python code, which was the
# largest part of a warm board in a profile.
@dataclass(frozen=True)
class Recall:
    """How issues were taken back: by issue `number`, which recalled issue `recalled`; all before that went with it.

    `again` is the number of the issue that was released of the period afterwards, None while there is none.
    """

    number: int
    recalled: int
    at: datetime
    reason: str
    sha256: str
    again: int | None

    @property
    def version(self) -> str:
        """Return what tells apart whatever is said of it."""
        return f"{self.sha256}:{self.again or ''}"


@dataclass(frozen=True)
class Issue:
    """第N期 in the words of its headline; `corrects`, `corrected_by` and `reissues` are numbers of other issues.

    `black_until` is the last day on which its own black list is public; `told_until` that on which those entries are
    which its changes quote from the black list of the issue that it corrects: the last day of that list itself. Either
    is None where that is for ever, or there is none.
    `recall` is told of an issue that was taken back, and then nothing else of it is public; likewise of the one that
    took it back, which `is_recall`. The first one released after a recall `reissues` what was recalled.
    """

    contest: str
    number: int
    sha256: str
    released_at: datetime
    corrects: int | None
    corrected_by: int | None
    correction_sha256: str
    name: str
    publisher: str
    is_sample: bool
    score_label: str
    cadence: str
    period_code: str
    period_label: str
    ends_on: date
    has_black: bool
    black_until: date | None
    is_recall: bool = False
    recall: Recall | None = None
    reissues: int | None = None
    quotes_black: bool = False
    told_until: date | None = None

    @property
    def tells_black(self) -> bool:
        """Return whether it has a black list, or tells what was on that of the issue that it corrects."""
        return self.has_black or self.quotes_black

    @property
    def version(self) -> str:
        """Return the hash of what is shown: of the document, and of the issues that correct it or take it back."""
        return f"{self.sha256}{self.correction_sha256}{self.recall.version if self.recall else ''}"

    @property
    def stands(self) -> bool:
        """Return whether it is what is said of its period today."""
        return self.corrected_by is None and not self.is_recall


# To put the query together takes longer than to ask it. Each thread has its own: to compile one writes in the query of
# its recalls, which copies of it share.
_own = threading.local()


def listed() -> QuerySet[Any, Mapping[str, Any]]:
    """Return what lists of issues are filtered from, and `issues_in` reads."""
    if not hasattr(_own, "listed"):
        # What took an issue back is the first recall of its period from its number on.
        recalls = Release.objects.recalls_from(OuterRef("period"), OuterRef("number"))
        _own.listed = Release.objects.annotate(recall=Subquery(recalls.values("pk")[:1])).values(
            "contest__slug",
            "number",
            "sha256",
            "released_at",
            "kind",
            "corrects__number",
            "corrects__kind",
            "corrects__released_at",
            "corrects__corrects__number",
            "corrected_by__number",
            "corrected_by__sha256",
            "recall",
            "contest__black_days",
        )
    found: QuerySet[Any, Mapping[str, Any]] = _own.listed.all()
    return found


def issues_in(chosen: QuerySet[Any, Mapping[str, Any]]) -> list[Issue]:
    """Return the issues chosen of those `listed`, without reading documents.

    A query, one for what is not known of them, one for their recalls; the last two only where there is any.
    """
    rows = list(chosen)
    _read_words({row["sha256"] for row in rows})
    recalls = _recalls({row["recall"] for row in rows} - {None})
    return [_issue(row, recalls.get(row["recall"])) for row in rows]


# What an issue says of itself never changes under its hash. To find it in a headline that names 2,000 entrants takes
# as long as a page, so each process reads it once: a few hundred bytes an issue.
words_read: dict[str, dict[str, Any]] = {}


def _read_words(hashes: set[str]) -> None:
    """Read the words of the issues of which they are not known yet."""
    if unknown := hashes - words_read.keys():
        rows = Release.objects.filter(sha256__in=unknown).annotate(
            is_sample=KeyTransform("is_sample", "headline"),
            # The entries as text hold the colour as a word of its own.
            entries=KeyTextTransform("entries", "headline"),
            has_black=ExpressionWrapper(Q(entries__contains='"black"'), output_field=BooleanField()),
            # Looked for in the whole document, and so in corrections only.
            quotes_black=Case(
                When(Q(corrects__isnull=False) & Q(payload__regex=QUOTED), then=Value(True)), default=Value(False)
            ),
            **{name: KeyTextTransform(key, "headline") for name, key in TEXTS.items()},
        )
        words = ("sha256", "is_sample", "has_black", "quotes_black", *TEXTS)
        found = {row.pop("sha256"): row for row in rows.values(*words)}
        words_read.update(found)


def _recalls(wanted: set[int]) -> dict[int, Recall]:
    """Return recalls by their ids: one query, none where none is wanted."""
    if not wanted:
        return {}
    rows = Release.objects.filter(pk__in=wanted).annotate(reason=KeyTextTransform("reason", "headline"))
    values = ("number", "corrects__number", "released_at", "reason", "sha256", "corrected_by__number")
    return {pk: Recall(*row) for pk, *row in rows.values_list("pk", *values)}


def _issue(row: Mapping[str, Any], recall: Recall | None) -> Issue:
    words = words_read[row["sha256"]]
    return Issue(
        contest=row["contest__slug"],
        number=row["number"],
        sha256=row["sha256"],
        released_at=row["released_at"],
        corrects=row["corrects__number"],
        corrected_by=row["corrected_by__number"],
        correction_sha256=row["corrected_by__sha256"] or "",
        black_until=last_day(row["released_at"] if words["has_black"] else None, row["contest__black_days"]),
        told_until=last_day(
            row["corrects__released_at"] if words["quotes_black"] else None, row["contest__black_days"]
        ),
        is_recall=row["kind"] == ReleaseKind.RECALL,
        recall=recall,
        reissues=row["corrects__corrects__number"] if row["corrects__kind"] == ReleaseKind.RECALL else None,
        **words | {"ends_on": date.fromisoformat(words["ends_on"])},
    )


def last_day(released_at: datetime | None, days: int) -> date | None:
    """Return the last public day of a black list that was released then, None where it is for ever or is none."""
    return timezone.localdate(released_at) + timedelta(days=days) if released_at and days else None
