"""Which issues are published, in the words they were published with; what is kept in the cache of it, how long."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.cache import cache
from django.core.validators import slug_re
from django.db.models import OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform

from contests.enums import ReleaseKind
from contests.models import Contest, Release
from contests.scoring.document import CADENCES
from contests.selectors.issues import Issue, issues_in, listed

__all__ = [
    "POINTER_SECONDS",
    "Archive",
    "Issue",
    "archive_of",
    "archives",
    "document_of",
    "headlines",
    "parsed",
    "payload_of",
]

# A new issue is on the board after so many seconds; a board that everyone opens costs one look-up in this time.
POINTER_SECONDS = 2

# A document never changes under its hash: this only bounds the room it takes.
DOCUMENT_SECONDS = 6 * 60 * 60

# As many are kept parsed in each process: one of 73 entrants takes about a megabyte.
PARSED = 16


# Without slots, for the same reason as an issue.
@dataclass(frozen=True)
class Archive:
    """A contest and its issues, the latest number first.

    `newest` stands for the latest period; a late correction of an earlier period is not it. The words are those of
    `newest`: the contest's own, which may have changed since, are shown only while no issue stands. `recalls` are those
    whose period was not released again.
    """

    slug: str
    name: str
    publisher: str
    is_sample: bool
    score_label: str
    newest: Issue | None
    issues: tuple[Issue, ...]
    recalls: tuple[Issue, ...] = ()

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
        heads = [issue.sha256 for issue in (*self.issues[:1], *self.recalls)]
        words = (self.slug, self.name, self.publisher, str(self.is_sample), self.score_label, *heads)
        return hashlib.sha256("\n".join(words).encode()).hexdigest()

    def issue(self, number: int) -> Issue | None:
        """Return an issue by its number."""
        return next((issue for issue in self.issues if issue.number == number), None)

    @property
    def taken_back(self) -> tuple[int, ...]:
        """Return the numbers of the issues that were recalled: whatever still shows one of them must not."""
        return tuple(issue.number for issue in self.issues if issue.recall and not issue.is_recall)

    @property
    def standing(self) -> tuple[Issue, ...]:
        """Return the issues that stand, the latest period first, shorter periods before longer."""
        found = [issue for issue in self.issues if issue.stands]
        return tuple(sorted(found, key=lambda issue: (CADENCES.index(issue.cadence), -issue.ends_on.toordinal())))

    def of_period(self, code: str) -> Issue | None:
        """Return the issue that stands for a period."""
        return next((issue for issue in self.standing if issue.period_code == code), None)

    def recall_of_period(self, code: str) -> Issue | None:
        """Return the recall of a period that was not released again."""
        return next((issue for issue in self.recalls if issue.period_code == code), None)

    @property
    def cadences(self) -> list[tuple[str, list[Issue]]]:
        """Return the issues by cadence, the shortest first."""
        groups = [(cadence, [one for one in self.issues if one.cadence == cadence]) for cadence in CADENCES]
        return [(cadence, issues) for cadence, issues in groups if issues]


def archive_of(slug: str) -> Archive | None:
    """Return a contest's issues, None when there is no such contest.

    The queries of `issues_in`, and one for the contest's own words while no issue stands; none while it is cached.
    """
    # What no contest can be called never comes near the cache and the database, which do not take every character.
    if not slug_re.fullmatch(slug):
        return None
    key = f"archive:{slug}"
    found: Archive | None = cache.get(key)
    if found is None:
        issues = issues_in(listed().filter(contest__slug=slug).order_by("-number"))
        newest = _newest(issues)
        words = newest or Contest.objects.filter(slug=slug).first()
        if words is None:
            return None
        found = _archive(slug, words, newest, issues)
        cache.set(key, found, POINTER_SECONDS)
    return found


def archives() -> tuple[Archive, ...]:
    """Return every contest with its newest issue and its recalls only, the latest released first.

    As many queries as for one.
    """
    found: tuple[Archive, ...] | None = cache.get("archives")
    if found is None:
        newest = (
            Release.objects.standing()
            .filter(contest=OuterRef("contest"))
            .order_by(KeyTextTransform("ends_on", "headline").desc(), "-number")
            .values("pk")[:1]
        )
        shown = Q(pk=Subquery(newest)) | Q(kind=ReleaseKind.RECALL, corrected_by__isnull=True)
        issues: dict[str, list[Issue]] = defaultdict(list)
        for issue in issues_in(listed().filter(shown).order_by("-number")):
            issues[issue.contest].append(issue)
        contests = Contest.objects.order_by("starts_on", "slug")
        rows = []
        for contest in contests:
            own = issues[contest.slug]
            shown_now = _newest(own)
            rows.append(_archive(contest.slug, shown_now or contest, shown_now, own))
        found = tuple(sorted(rows, key=_by_release))
        cache.set("archives", found, POINTER_SECONDS)
    return found


def document_of(issue: Issue) -> str:
    """Return the document of an issue, in its canonical text: one query, none when the cache holds it."""
    return _document(issue.sha256)


def payload_of(issue: Issue) -> Mapping[str, Any]:
    """Return the document of an issue, parsed; it is shared, so nothing in it may be changed."""
    return parsed(issue.sha256)


@lru_cache(maxsize=PARSED)
def parsed(sha256: str) -> Mapping[str, Any]:
    """Return the document with a hash, parsed."""
    payload: Mapping[str, Any] = json.loads(_document(sha256))
    return payload


def _document(sha256: str) -> str:
    key = f"document:{sha256}"
    text: str | None = cache.get(key)
    if text is None:
        text = Release.objects.values_list("payload", flat=True).get(sha256=sha256)
        cache.set(key, text, DOCUMENT_SECONDS)
    return text


def headlines(issues: Iterable[Issue]) -> dict[str, dict[str, Any]]:
    """Return the headlines of issues by the documents' hashes, in one query."""
    hashes = [issue.sha256 for issue in issues]
    return dict(Release.objects.filter(sha256__in=hashes).values_list("sha256", "headline"))


def _by_release(archive: Archive) -> tuple[float, str]:
    """Order the latest released first; who has released nothing comes last, as the contests come."""
    return (-archive.newest.released_at.timestamp(), archive.slug) if archive.newest else (0, "")


def _archive(slug: str, words: Issue | Contest, newest: Issue | None, issues: Sequence[Issue]) -> Archive:
    """Return the archive in the words of its newest issue, of the contest where none stands."""
    return Archive(
        slug=slug,
        name=words.name,
        publisher=words.publisher,
        is_sample=words.is_sample,
        score_label=newest.score_label if newest else "得分",
        newest=newest,
        issues=tuple(issues),
        recalls=tuple(issue for issue in issues if issue.is_recall and issue.corrected_by is None),
    )


def _newest(issues: Iterable[Issue]) -> Issue | None:
    """Return the issue that stands for the latest period."""
    standing = (issue for issue in issues if issue.stands)
    return max(standing, key=lambda issue: (issue.ends_on, issue.number), default=None)
