"""Keeping the ledger of problems (问题清单): what a file brings, what it changes, and the log of both."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from contests.enums import AuditAction
from contests.errors import ForbiddenError
from contests.models import AuditEvent, Contest, Problem, User
from contests.rules import access_of


class ProblemRow(NamedTuple):
    """A problem that is fit to be stored; `entrant` is an id, what has not come about is None."""

    number: str
    entrant: int
    matter: str
    assigned_on: date
    due_on: date | None
    closed_on: date | None
    document: str


class Stored(NamedTuple):
    """How many problems an import brought, changed and left as they were."""

    new: int
    changed: int
    unchanged: int


# What is new, by number and field; [old, new] of what changed, by number and field.
Added = dict[str, dict[str, str | None]]
Changed = dict[str, dict[str, list[str | None]]]

# What may change of a problem, whose number stays.
FIELDS = ("entrant", "matter", "assigned_on", "due_on", "closed_on", "document")


@transaction.atomic
def store_problems(
    *, contest: Contest, problems: Sequence[ProblemRow], actor: User | None, source: str, sha256: str
) -> Stored:
    """Add the problems whose number is new and bring the others to what is given; problems not given stay.

    The log has every new problem in full, and old and new of everything that changed. Raises ForbiddenError for a
    person who is not of the contest's office; None is the console.
    """
    if actor is not None and not access_of(actor).runs(contest):
        raise ForbiddenError("只有本竞赛的竞赛办可以登记问题清单")
    # One import of a contest after the other: rows that are not there yet cannot be locked by themselves.
    Contest.objects.select_for_update().get(pk=contest.pk)
    new, changed, log = sorted_problems(contest, problems, actor)
    Problem.objects.bulk_create(new)
    Problem.objects.bulk_update(changed, (*FIELDS, "entered_by"), batch_size=500)
    AuditEvent.objects.record(
        action=AuditAction.PROBLEMS_IMPORTED,
        actor_id=actor.pk if actor else None,
        subject=contest.slug,
        details={"source": source, "sha256": sha256} | log,
    )
    return Stored(len(new), len(changed), len(problems) - len(new) - len(changed))


def sorted_problems(
    contest: Contest, problems: Sequence[ProblemRow], actor: User | None
) -> tuple[list[Problem], list[Problem], dict[str, Added | Changed]]:
    """Return the problems that are new, those that change, and what the log says of both."""
    entrants = dict(contest.entrants.values_list("pk", "code"))
    known = {problem.number: problem for problem in contest.problems.all()}
    new: list[Problem] = []
    changed: list[Problem] = []
    added: Added = {}
    log: Changed = {}
    for row in problems:
        values = row._asdict()
        problem = Problem(contest=contest, entrant_id=values.pop("entrant"), entered_by=actor, **values)
        old = known.get(row.number)
        if old is None:
            new.append(problem)
            added[row.number] = _written(problem, entrants)
        elif changes := _changes(old, problem, entrants):
            problem.pk = old.pk
            changed.append(problem)
            log[row.number] = changes
    return new, changed, {"new": added, "changed": log}


def _changes(old: Problem, new: Problem, entrants: Mapping[int, str]) -> dict[str, list[str | None]]:
    """Return [old, new] of each field that differs, an entrant by its code."""
    before, after = _written(old, entrants), _written(new, entrants)
    return {field: [before[field], after[field]] for field in FIELDS if before[field] != after[field]}


def _written(problem: Problem, entrants: Mapping[int, str]) -> dict[str, str | None]:
    values: dict[str, Any] = {field: getattr(problem, field) for field in FIELDS[1:]}
    written = {field: None if value is None else str(value) for field, value in values.items()}
    return written | {"entrant": entrants[problem.entrant_id]}
