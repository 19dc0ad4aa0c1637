"""Storing what was entered: new figures, changed ones with their history, unchanged ones left alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction

from contests.enums import AuditAction, RatingStatus, Role
from contests.errors import ForbiddenError
from contests.models import AuditEvent, Contest, Entrant, Rating, RatingVersion, User
from contests.models.bulk import insert_rows
from contests.rules import Access, access_of


class Figure(NamedTuple):
    """A figure that is fit to be stored; `period`, `entrant` and `criterion` are ids."""

    period: int
    entrant: int
    criterion: int
    value: Decimal | None
    target: Decimal | None
    grade: str | None
    note: str
    parts: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """How many figures an import brought, changed and left as they were."""

    new: int
    changed: int
    unchanged: int


FIGURES = ("value", "target", "grade", "note", "parts", "word")
VERSIONED = (*FIGURES, "source", "status", "version", "entered_by_id", "entered_at", "approved_by_id", "approved_at")
COLUMNS = (
    "period", "entrant", "criterion", *FIGURES, "source", "entered_role", "approved_role", "review_note", "status",
    "version", "entered_by", "entered_at",
)  # fmt: skip

# Where the status stands in what is read of an existing rating: after its id, its figures and their source.
STATUS = 2 + len(FIGURES)


@transaction.atomic
def store_ratings(
    *, contest: Contest, figures: Sequence[Figure], entered_by: User | None, now: datetime, source: str, sha256: str
) -> Stored:
    """Store the figures as submitted; a changed one keeps what it was as a version and waits for approval again.

    Raises ForbiddenError for a person who does not enter figures of this contest; None is the console.
    """
    role = ""
    if entered_by is not None:
        access = access_of(entered_by)
        if not access.enters(contest):
            raise ForbiddenError("该账号不能填报本竞赛的数据")
        if not access.runs(contest):
            _must_be_own(access, figures)
        role = Role.OFFICE if access.runs(contest) else Role.REPORTER
    # One import of a contest after the other: rows that are not there yet cannot be locked by themselves.
    Contest.objects.select_for_update().get(pk=contest.pk)
    author = entered_by.pk if entered_by else None
    new, changed, versions = _sorted(figures, Entering(author, role, now, source[:200]))
    insert_rows(RatingVersion, ("rating", *VERSIONED, "changed_by", "changed_at", "reason"), versions)
    insert_rows(Rating, COLUMNS, new)
    insert_rows(
        Rating,
        (*COLUMNS, "approved_by", "approved_at"),
        [(*row, None, None) for row in changed],
        unique=("period", "entrant", "criterion"),
    )
    stored = Stored(len(new), len(changed), len(figures) - len(new) - len(changed))
    AuditEvent.objects.record(
        action=AuditAction.RATINGS_IMPORTED,
        actor_id=author,
        subject=contest.slug,
        details={"source": source, "sha256": sha256, "new": stored.new, "changed": stored.changed},
    )
    return stored


def _must_be_own(access: Access, figures: Sequence[Figure]) -> None:
    """Refuse figures of a unit that lies outside the reporter's departments."""
    entrants = Entrant.objects.filter(pk__in={figure.entrant for figure in figures}).order_by("order")
    foreign = [
        name
        for name, path in entrants.values_list("name", "department__path")
        if not access.covers(path, Role.REPORTER)
    ]
    if foreign:
        raise ForbiddenError(f"不属于该账号负责的单位：{'、'.join(foreign[:5])}")


class Entering(NamedTuple):
    """Who enters, by which role, when, and from what file or page."""

    author: int | None
    role: str
    now: datetime
    source: str


def _sorted(
    figures: Sequence[Figure], by: Entering
) -> tuple[list[Sequence[Any]], list[Sequence[Any]], list[Sequence[Any]]]:
    """Return the rows of new figures, of changed ones, and of the versions that keep what the changed ones were."""
    existing = _existing(figures)
    new: list[Sequence[Any]] = []
    changed: list[Sequence[Any]] = []
    versions: list[Sequence[Any]] = []
    for figure in figures:
        key = (figure.period, figure.entrant, figure.criterion)
        values = figure[3:]
        old = existing.get(key)
        if old is None:
            new.append((*key, *values, *_entered(by, 1)))
        elif tuple(old[1 : 1 + len(FIGURES)]) != values or old[STATUS] == RatingStatus.RETURNED:
            versions.append((*old, by.author, by.now, by.source))
            changed.append((*key, *values, *_entered(by, old[STATUS + 1] + 1)))
    return new, changed, versions


def _entered(by: Entering, version: int) -> tuple[Any, ...]:
    """Return the columns after the figures, for what waits for approval."""
    return (by.source, by.role, "", "", RatingStatus.SUBMITTED.value, version, by.author, by.now)


def _existing(figures: Sequence[Figure]) -> dict[tuple[int, int, int], Sequence[Any]]:
    """Return (id, figures, state) of the ratings in the figures' periods, locked until the end of the transaction."""
    rows = (
        Rating.objects.select_for_update()
        .filter(period__in={figure.period for figure in figures})
        .order_by("pk")
        .values_list("period_id", "entrant_id", "criterion_id", "pk", *VERSIONED)
    )
    return {(row[0], row[1], row[2]): row[3:] for row in rows}
