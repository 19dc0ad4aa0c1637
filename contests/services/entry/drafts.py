"""Figures as they are typed: saved cell by cell as drafts, then submitted together."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from contests.enums import EMPTIED, AuditAction, RatingStatus
from contests.models import AuditEvent, Contest, Period, Rating, User
from contests.selectors.entry_rights import entry_rights
from contests.services.entry import (
    FIGURES,
    STATUS,
    Entering,
    Existing,
    Figure,
    existing_of,
    must_be_open,
    roles_for,
    write,
)

# How a rating and its versions name what was typed on the page.
SOURCE = "页面填报"

# The figures of a cell in which nothing was ever entered.
EMPTY = Figure(0, 0, 0, None, None, None, "")[3:]
AT_SOURCE = STATUS - 1


class Cell(NamedTuple):
    """A figure to be saved, and the version that the person had before their eyes; 0 for an empty cell.

    `emptied` tells a cell in which nothing is said any more from one that says there was nothing to count (无).
    """

    figure: Figure
    seen: int
    emptied: bool = False


@transaction.atomic
def save_cells(*, contest: Contest, cells: Sequence[Cell], entered_by: User, now: datetime) -> list[Figure]:
    """Store the figures as drafts, and return those that were left because another had changed them first.

    A figure without a value empties the cell; one that is approved is left, too. What it was before is kept as a
    version, and both are in the log. Raises ForbiddenError, and stores nothing, for a figure that is not the person's
    to enter, or in a period that has closed.
    """
    figures = [cell.figure for cell in cells]
    # Who enters and who imports come one after the other: rows that are not there yet cannot be locked by themselves.
    Contest.objects.select_for_update().get(pk=contest.pk)
    must_be_open({figure.period for figure in figures}, now)
    roles = roles_for(entry_rights(contest, entered_by), figures)
    existing = existing_of(figures)
    changed = [cell for cell in cells if _differs(cell, existing)]
    left = [cell.figure for cell in changed if _was_overtaken(cell, existing)]
    kept = [cell.figure for cell in changed if cell.figure not in left]
    for emptied, source in ((False, SOURCE), (True, EMPTIED)):
        told = [cell.figure for cell in changed if cell.emptied == emptied and cell.figure in kept]
        write(told, existing, Entering(entered_by.pk, roles, now, source, RatingStatus.DRAFT))
    if kept:
        AuditEvent.objects.record(
            action=AuditAction.RATINGS_SAVED,
            actor_id=entered_by.pk,
            subject=contest.slug,
            details={"fields": FIGURES, "ratings": [_logged(figure, existing) for figure in kept]},
        )
    return left


def _differs(cell: Cell, existing: Existing) -> bool:
    """Return whether a cell says something else than what is there, or says again what was returned."""
    old = existing.get(cell.figure[:3])
    if old is None:
        return not cell.emptied or cell.figure[3:] != EMPTY
    as_it_was = _figures(old) == cell.figure[3:] and (old[AT_SOURCE] == EMPTIED) == cell.emptied
    return not as_it_was or bool(old[STATUS] == RatingStatus.RETURNED)


def _was_overtaken(cell: Cell, existing: Existing) -> bool:
    """Return whether what is there is not what the person saw, or is approved."""
    old = existing.get(cell.figure[:3])
    if old is None:
        return cell.seen != 0
    return bool(old[STATUS + 1] != cell.seen or old[STATUS] == RatingStatus.APPROVED)


def _figures(old: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(old[1 : 1 + len(FIGURES)])


def _logged(figure: Figure, existing: Existing) -> list[Any]:
    """Return where the figure stands, and its values before and after."""
    old = existing.get(figure[:3])
    return [list(figure[:3]), _plain(_figures(old) if old else EMPTY), _plain(figure[3:])]


def _plain(values: Sequence[Any]) -> list[str | None]:
    return [None if value is None else str(value) for value in values]


@transaction.atomic
def submit_drafts(*, contest: Contest, periods: Sequence[Period], by: User, now: datetime) -> int:
    """Hand the drafts of periods that are the person's to enter to the reviewers; return how many.

    Raises ForbiddenError for a period that has closed.
    """
    Contest.objects.select_for_update().get(pk=contest.pk)
    must_be_open({period.pk for period in periods}, now)
    rights = entry_rights(contest, by)
    drafts = Rating.objects.filter(period__in=periods, status=RatingStatus.DRAFT).exclude(source=EMPTIED)
    rows = drafts.order_by("pk").values_list("pk", "version", "entrant_id", "criterion_id")
    mine = [(pk, version) for pk, version, *cell in rows if rights.role(*cell)]
    if mine:
        Rating.objects.filter(pk__in=[pk for pk, _ in mine]).update(status=RatingStatus.SUBMITTED)
        AuditEvent.objects.record(
            action=AuditAction.RATINGS_SUBMITTED,
            actor_id=by.pk,
            subject=contest.slug,
            details={"periods": [period.code for period in periods], "ratings": mine},
        )
    return len(mine)
