"""Which issues are published, and their frozen documents; what is kept in the cache of it, and for how long."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.cache import cache
from django.db.models import OuterRef, QuerySet, Subquery

from contests.models import Contest, Release

# A new issue is on the board after so many seconds; a board that everyone opens costs one look-up in this time.
POINTER_SECONDS = 2

# A document never changes under its hash: this only bounds the room it takes.
DOCUMENT_SECONDS = 6 * 60 * 60


@dataclass(frozen=True, slots=True)
class Issue:
    """第N期 without its document; `corrects` and `corrected_by` are numbers of other issues."""

    contest: str
    number: int
    sha256: str
    released_at: datetime
    corrects: int | None
    corrected_by: int | None
    correction_sha256: str
    period_code: str
    period_label: str
    ends_on: date

    @property
    def version(self) -> str:
        """Return the hash of what is shown: of the document, and of the issue that corrects it."""
        return f"{self.sha256}{self.correction_sha256}"


@dataclass(frozen=True, slots=True)
class Archive:
    """A contest and its issues, the latest number first."""

    slug: str
    name: str
    publisher: str
    is_sample: bool
    score_label: str
    issues: tuple[Issue, ...]

    @property
    def newest(self) -> Issue | None:
        """Return the issue that stands for the latest period; a late correction of an earlier period is not it."""
        standing = (issue for issue in self.issues if issue.corrected_by is None)
        return max(standing, key=lambda issue: (issue.ends_on, issue.number), default=None)

    @property
    def version(self) -> str:
        """Return a hash that changes with every issue and with the contest's own words."""
        head = self.issues[0].sha256 if self.issues else ""
        words = (self.slug, self.name, self.publisher, str(self.is_sample), self.score_label, head)
        return hashlib.sha256("\n".join(words).encode()).hexdigest()

    def issue(self, number: int) -> Issue | None:
        """Return an issue by its number."""
        return next((issue for issue in self.issues if issue.number == number), None)


def archive_of(slug: str) -> Archive | None:
    """Return a contest's issues, None when there is no such contest: two queries, none while the cache holds it."""
    key = f"archive:{slug}"
    found: Archive | None = cache.get(key)
    if found is None:
        contest = Contest.objects.filter(slug=slug).first()
        if contest is None:
            return None
        found = _archive(contest, _issues(Release.objects.filter(contest=contest).order_by("-number")))
        cache.set(key, found, POINTER_SECONDS)
    return found


def archives() -> tuple[Archive, ...]:
    """Return every contest with its newest issue only, the latest released first: two queries, none when cached."""
    found: tuple[Archive, ...] | None = cache.get("archives")
    if found is None:
        newest = (
            Release.objects.filter(contest=OuterRef("contest"), corrected_by__isnull=True)
            .order_by("-period__ends_on", "-number")
            .values("pk")[:1]
        )
        issues = {issue.contest: issue for issue in _issues(Release.objects.filter(pk=Subquery(newest)))}
        rows = [
            _archive(contest, [issues[contest.slug]] if contest.slug in issues else [])
            for contest in Contest.objects.order_by("starts_on", "slug")
        ]
        rows.sort(key=lambda row: row.issues[0].released_at.timestamp() if row.issues else 0, reverse=True)
        found = tuple(rows)
        cache.set("archives", found, POINTER_SECONDS)
    return found


def documents(issues: Iterable[Issue]) -> dict[str, str]:
    """Return the documents' canonical texts by hash: one query, none when the cache holds them all."""
    keys = {f"document:{issue.sha256}": issue.sha256 for issue in issues}
    texts = {keys[key]: text for key, text in cache.get_many(list(keys)).items()}
    missing = [sha256 for sha256 in keys.values() if sha256 not in texts]
    if missing:
        fresh = dict(Release.objects.filter(sha256__in=missing).values_list("sha256", "payload"))
        cache.set_many({f"document:{sha256}": text for sha256, text in fresh.items()}, DOCUMENT_SECONDS)
        texts |= fresh
    return texts


def payload_of(issue: Issue) -> dict[str, Any]:
    """Return the document of one issue, parsed."""
    payload: dict[str, Any] = json.loads(documents([issue])[issue.sha256])
    return payload


def _archive(contest: Contest, issues: Iterable[Issue]) -> Archive:
    return Archive(
        slug=contest.slug,
        name=contest.name,
        publisher=contest.publisher,
        is_sample=contest.is_sample,
        score_label=contest.score_label,
        issues=tuple(issues),
    )


def _issues(releases: QuerySet[Release]) -> list[Issue]:
    """Return the issues without reading their documents."""
    found = releases.select_related("contest", "period", "corrects", "corrected_by").only(
        "number",
        "sha256",
        "released_at",
        "contest__slug",
        "period__code",
        "period__cadence",
        "period__number",
        "period__starts_on",
        "period__ends_on",
        "corrects__number",
        "corrected_by__number",
        "corrected_by__sha256",
    )
    return [_issue(release) for release in found]


def _issue(release: Release) -> Issue:
    correction = getattr(release, "corrected_by", None)
    return Issue(
        contest=release.contest.slug,
        number=release.number,
        sha256=release.sha256,
        released_at=release.released_at,
        corrects=release.corrects.number if release.corrects else None,
        corrected_by=correction.number if correction else None,
        correction_sha256=correction.sha256 if correction else "",
        period_code=release.period.code,
        period_label=release.period.label,
        ends_on=release.period.ends_on,
    )
