"""Which issues are published, in the words they were published with; what is kept in the cache of it, how long."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.core.validators import slug_re
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils import timezone

from contests.enums import Cadence
from contests.models import Contest, Release

# A new issue is on the board after so many seconds; a board that everyone opens costs one look-up in this time.
POINTER_SECONDS = 2

# A document never changes under its hash: this only bounds the room it takes.
DOCUMENT_SECONDS = 6 * 60 * 60

CADENCES = tuple(cadence.value for cadence in Cadence)

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


# Without slots, here and below: a frozen class that has them is read out of the cache by Python code, which was the
# largest part of a warm board in a profile.
@dataclass(frozen=True)
class Issue:
    """第N期 in the words of its headline; `corrects` and `corrected_by` are numbers of other issues.

    `black_until` is the last day on which its black list is public, None where that is for ever or it has none.
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

    @property
    def version(self) -> str:
        """Return the hash of what is shown: of the document, and of the issue that corrects it."""
        return f"{self.sha256}{self.correction_sha256}"


@dataclass(frozen=True)
class Archive:
    """A contest and its issues, the latest number first.

    `newest` stands for the latest period; a late correction of an earlier period is not it. The words are those of
    `newest`: the contest's own, which may have changed since, are shown only before the first release.
    """

    slug: str
    name: str
    publisher: str
    is_sample: bool
    score_label: str
    newest: Issue | None
    issues: tuple[Issue, ...]

    @property
    def has_sample(self) -> bool:
        """Return whether any issue shows sample data."""
        return any(issue.is_sample for issue in self.issues)

    @property
    def is_mixed(self) -> bool:
        """Return whether some issues show sample data and others do not."""
        return len({issue.is_sample for issue in self.issues}) > 1

    @property
    def version(self) -> str:
        """Return a hash that changes with every issue, and with the contest's own words while they are shown."""
        head = self.issues[0].sha256 if self.issues else ""
        words = (self.slug, self.name, self.publisher, str(self.is_sample), self.score_label, head)
        return hashlib.sha256("\n".join(words).encode()).hexdigest()

    def issue(self, number: int) -> Issue | None:
        """Return an issue by its number."""
        return next((issue for issue in self.issues if issue.number == number), None)

    @property
    def standing(self) -> tuple[Issue, ...]:
        """Return the issues that no later one corrects, the latest period first, shorter periods before longer."""
        found = [issue for issue in self.issues if issue.corrected_by is None]
        return tuple(sorted(found, key=lambda issue: (CADENCES.index(issue.cadence), -issue.ends_on.toordinal())))

    def of_period(self, code: str) -> Issue | None:
        """Return the issue that stands for a period."""
        return next((issue for issue in self.standing if issue.period_code == code), None)

    @property
    def cadences(self) -> list[tuple[str, list[Issue]]]:
        """Return the issues by cadence, the shortest first."""
        groups = [(cadence, [one for one in self.issues if one.cadence == cadence]) for cadence in CADENCES]
        return [(cadence, issues) for cadence, issues in groups if issues]


def archive_of(slug: str) -> Archive | None:
    """Return a contest's issues, None when there is no such contest: two queries, none while the cache holds it."""
    # What no contest can be called never comes near the cache and the database, which do not take every character.
    if not slug_re.fullmatch(slug):
        return None
    key = f"archive:{slug}"
    found: Archive | None = cache.get(key)
    if found is None:
        contest = Contest.objects.filter(slug=slug).first()
        if contest is None:
            return None
        found = _archive(contest, issues_in(Release.objects.filter(contest=contest).order_by("-number")))
        cache.set(key, found, POINTER_SECONDS)
    return found


def archives() -> tuple[Archive, ...]:
    """Return every contest with its newest issue only, the latest released first: two queries, none when cached."""
    found: tuple[Archive, ...] | None = cache.get("archives")
    if found is None:
        newest = (
            Release.objects.filter(contest=OuterRef("contest"), corrected_by__isnull=True)
            .order_by(KeyTextTransform("ends_on", "headline").desc(), "-number")
            .values("pk")[:1]
        )
        issues = {issue.contest: issue for issue in issues_in(Release.objects.filter(pk=Subquery(newest)))}
        rows = [
            _archive(contest, [issues[contest.slug]] if contest.slug in issues else [])
            for contest in Contest.objects.order_by("starts_on", "slug")
        ]
        found = tuple(sorted(rows, key=_by_release))
        cache.set("archives", found, POINTER_SECONDS)
    return found


def document_of(issue: Issue) -> str:
    """Return the document of an issue, in its canonical text: one query, none when the cache holds it."""
    key = f"document:{issue.sha256}"
    text: str | None = cache.get(key)
    if text is None:
        text = Release.objects.values_list("payload", flat=True).get(sha256=issue.sha256)
        cache.set(key, text, DOCUMENT_SECONDS)
    return text


def payload_of(issue: Issue) -> dict[str, Any]:
    """Return the document of an issue, parsed."""
    payload: dict[str, Any] = json.loads(document_of(issue))
    return payload


def headlines(issues: Iterable[Issue]) -> dict[str, dict[str, Any]]:
    """Return the headlines of issues by the documents' hashes, in one query."""
    hashes = [issue.sha256 for issue in issues]
    return dict(Release.objects.filter(sha256__in=hashes).values_list("sha256", "headline"))


def _by_release(archive: Archive) -> tuple[float, str]:
    """Order the latest released first; who has released nothing comes last, as the contests come."""
    return (-archive.newest.released_at.timestamp(), archive.slug) if archive.newest else (0, "")


def _archive(contest: Contest, issues: Iterable[Issue]) -> Archive:
    found = tuple(issues)
    standing = (issue for issue in found if issue.corrected_by is None)
    newest = max(standing, key=lambda issue: (issue.ends_on, issue.number), default=None)
    words = newest or contest
    return Archive(
        slug=contest.slug,
        name=words.name,
        publisher=words.publisher,
        is_sample=words.is_sample,
        score_label=newest.score_label if newest else "得分",
        newest=newest,
        issues=found,
    )


def issues_in(releases: QuerySet[Release]) -> list[Issue]:
    """Return the issues without reading documents or whole headlines."""
    rows: Iterable[dict[str, Any]] = releases.annotate(
        is_sample=KeyTransform("is_sample", "headline"),
        # The entries as text hold the colour as a word of its own.
        entries=KeyTextTransform("entries", "headline"),
        has_black=ExpressionWrapper(Q(entries__contains='"black"'), output_field=BooleanField()),
        **{name: KeyTextTransform(key, "headline") for name, key in TEXTS.items()},
    ).values(
        "contest__slug",
        "number",
        "sha256",
        "released_at",
        "corrects__number",
        "corrected_by__number",
        "corrected_by__sha256",
        "is_sample",
        "has_black",
        "contest__black_days",
        *TEXTS,
    )
    return [_issue(row) for row in rows]


def _issue(row: dict[str, Any]) -> Issue:
    days, first = row["contest__black_days"], timezone.localdate(row["released_at"])
    return Issue(
        contest=row["contest__slug"],
        number=row["number"],
        sha256=row["sha256"],
        released_at=row["released_at"],
        corrects=row["corrects__number"],
        corrected_by=row["corrected_by__number"],
        correction_sha256=row["corrected_by__sha256"] or "",
        is_sample=row["is_sample"],
        has_black=row["has_black"],
        black_until=first + timedelta(days=days) if days and row["has_black"] else None,
        **{name: row[name] for name in TEXTS} | {"ends_on": date.fromisoformat(row["ends_on"])},
    )
