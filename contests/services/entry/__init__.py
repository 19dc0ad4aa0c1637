"""Storing what was entered: new figures, changed ones with their history, unchanged ones left alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction

from contests.enums import AuditAction, RatingStatus
from contests.errors import ForbiddenError
from contests.models import AuditEvent, Contest, Entrant, Period, Rating, RatingVersion, User
from contests.models.bulk import insert_rows
from contests.selectors.entry_rights import EntryRights, entry_rights


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

# The role by (entrant, criterion).
Roles = Mapping[tuple[int, int], str]

# Id, figures and state (VERSIONED) of a rating by (period, entrant, criterion).
Existing = Mapping[tuple[int, int, int], Sequence[Any]]

# Where the status stands in what is read of an existing rating: after its id, its figures and their source.
STATUS = 2 + len(FIGURES)


@transaction.atomic
def store_ratings(
    *,
    contest: Contest,
    figures: Sequence[Figure],
    entered_by: User | None,
    now: datetime,
    source: str,
    sha256: str,
    in_time: bool = False,
) -> Stored:
    """Store the figures as submitted; a changed one keeps what it was as a version and waits for approval again.

    `in_time` refuses what comes after entry has closed, as every page does. Raises ForbiddenError for that, and for
    figures that are not the person's to enter; None is the console.
    """
    # One import of a contest after the other: rows that are not there yet cannot be locked by themselves.
    Contest.objects.select_for_update().get(pk=contest.pk)
    if in_time:
        must_be_open({figure.period for figure in figures}, now)
    author = entered_by.pk if entered_by else None
    roles = roles_for(entry_rights(contest, entered_by) if entered_by else None, figures)
    new, changed = write(figures, existing_of(figures), Entering(author, roles, now, source[:200]))
    stored = Stored(new, changed, len(figures) - new - changed)
    AuditEvent.objects.record(
        action=AuditAction.RATINGS_IMPORTED,
        actor_id=author,
        subject=contest.slug,
        details={"source": source, "sha256": sha256, "new": stored.new, "changed": stored.changed},
    )
    return stored


def write(figures: Sequence[Figure], existing: Existing, by: "Entering") -> tuple[int, int]:
    """Store figures beside what is there, keeping versions of what changes; return how many are new and changed."""
    new, changed, versions = _sorted(figures, existing, by)
    insert_rows(RatingVersion, ("rating", *VERSIONED, "changed_by", "changed_at", "reason"), versions)
    insert_rows(Rating, COLUMNS, new)
    insert_rows(
        Rating,
        (*COLUMNS, "approved_by", "approved_at", "signed_by", "signed_at"),
        [(*row, None, None, None, None) for row in changed],
        unique=("period", "entrant", "criterion"),
    )
    return len(new), len(changed)


def must_be_open(periods: set[int], now: datetime) -> None:
    """Refuse figures of periods whose entry has closed. Raises ForbiddenError naming them."""
    closed = [str(period) for period in Period.objects.filter(pk__in=periods) if period.closes_at <= now]
    if closed:
        raise ForbiddenError(f"{'、'.join(closed)} 填报已截止，请竞赛办重新开放后再填")


def roles_for(rights: EntryRights | None, figures: Sequence[Figure]) -> Roles:
    """Return the role by which each (entrant, criterion) is entered; without rights it is the console's, by none.

    Raises ForbiddenError naming the entrants of figures that are not the person's to enter.
    """
    cells = {(figure.entrant, figure.criterion) for figure in figures}
    if rights is None:
        return dict.fromkeys(cells, "")
    roles = {cell: rights.role(*cell) for cell in cells}
    if foreign := {entrant for (entrant, _), role in roles.items() if role is None}:
        names = Entrant.objects.filter(pk__in=foreign).order_by("order").values_list("name", flat=True)
        raise ForbiddenError(f"不由该账号填报的单位或指标：{'、'.join(names[:5])}")
    return {cell: str(role) for cell, role in roles.items()}


class Entering(NamedTuple):
    """Who enters, by which roles, when, from what file or page, and what the figures are from then on."""

    author: int | None
    roles: Roles
    now: datetime
    source: str
    status: RatingStatus = RatingStatus.SUBMITTED


def _sorted(
    figures: Sequence[Figure], existing: Existing, by: Entering
) -> tuple[list[Sequence[Any]], list[Sequence[Any]], list[Sequence[Any]]]:
    """Return the rows of new figures, of changed ones, and of the versions that keep what the changed ones were."""
    new: list[Sequence[Any]] = []
    changed: list[Sequence[Any]] = []
    versions: list[Sequence[Any]] = []
    for figure in figures:
        key = (figure.period, figure.entrant, figure.criterion)
        values = figure[3:]
        old = existing.get(key)
        if old is None:
            new.append((*key, *values, *_entered(by, key, 1)))
        elif is_changed(old, figure):
            versions.append((*old, by.author, by.now, by.source))
            changed.append((*key, *values, *_entered(by, key, old[STATUS + 1] + 1)))
    return new, changed, versions


def _entered(by: Entering, key: tuple[int, int, int], version: int) -> tuple[Any, ...]:
    """Return the columns after the figures, of what nobody has approved yet."""
    return (by.source, by.roles[key[1:]], "", "", by.status.value, version, by.author, by.now)


def is_changed(old: Sequence[Any], figure: Figure) -> bool:
    """Return whether handing a figure in changes what is there: what was returned, or is a draft, is handed in now."""
    return tuple(old[1 : 1 + len(FIGURES)]) != figure[3:] or old[STATUS] in (RatingStatus.RETURNED, RatingStatus.DRAFT)


def existing_of(figures: Sequence[Figure], *, lock: bool = True) -> Existing:
    """Return (id, figures, state) of the ratings in the figures' periods, locked until the end of the transaction."""
    ratings = Rating.objects.select_for_update() if lock else Rating.objects.all()
    rows = (
        ratings.filter(period__in={figure.period for figure in figures})
        .order_by("pk")
        .values_list("period_id", "entrant_id", "criterion_id", "pk", *VERSIONED)
    )
    return {(row[0], row[1], row[2]): row[3:] for row in rows}
