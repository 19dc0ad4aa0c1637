"""Proposing findings and adjustments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction

from contests.enums import AdjustmentKind, AuditAction, Decision
from contests.errors import ForbiddenError, ScoreboardError
from contests.models import Adjustment, AuditEvent, Contest, Finding, User
from contests.rules import access_of
from contests.selectors.entry_rights import entry_rights

Values = dict[str, Any]

# What makes a finding, or an adjustment, the same matter; the other fields say how it is dealt with.
FINDING_KEY = ("period_id", "entrant_id", "scope", "colour", "fact")
ADJUSTMENT_KEY = ("period_id", "entrant_id", "kind", "matter")


@dataclass(frozen=True, slots=True)
class Proposed:
    """How many findings and adjustments are new or proposed again, and how many were there as they are."""

    findings: int
    adjustments: int
    unchanged: int


@transaction.atomic
def propose_events(
    *,
    contest: Contest,
    findings: Sequence[Values],
    adjustments: Sequence[Values],
    proposed_by: User | None,
    source: str,
) -> Proposed:
    """Store proposed findings and adjustments (field values); a rejected or withdrawn matter is proposed again.

    Raises ScoreboardError where a matter that waits or is approved would be changed, ForbiddenError for a person who
    does not enter figures of this contest; None is the console.
    """
    if proposed_by is not None and not access_of(proposed_by).enters(contest):
        raise ForbiddenError("该账号不能提出本竞赛的事项")
    vetoes = any(values["kind"] == AdjustmentKind.VETO for values in adjustments)
    if proposed_by is not None and vetoes and not access_of(proposed_by).runs(contest):
        raise ForbiddenError("一票否决由竞赛办提出")
    Contest.objects.select_for_update().get(pk=contest.pk)
    by = Proposer(proposed_by.pk if proposed_by else None, proposed_by is None or access_of(proposed_by).runs(contest))
    author = by.pk
    if proposed_by is not None:
        _must_be_theirs(contest, proposed_by, [*findings, *adjustments])
    new_findings, same_findings = _store(Finding, contest, FINDING_KEY, findings, by)
    new_adjustments, same_adjustments = _store(Adjustment, contest, ADJUSTMENT_KEY, adjustments, by)
    AuditEvent.objects.record(
        action=AuditAction.EVENTS_PROPOSED,
        actor_id=author,
        subject=contest.slug,
        details={"source": source, "findings": new_findings, "adjustments": new_adjustments},
    )
    return Proposed(len(new_findings), len(new_adjustments), same_findings + same_adjustments)


class Proposer(NamedTuple):
    """Who proposes, None for the console, and whether they are of the contest's office, who may see everything."""

    pk: int | None
    runs: bool


def _must_be_theirs(contest: Contest, person: User, rows: Sequence[Values]) -> None:
    """Refuse events of entrants that are not the person's to bring up. Raises ForbiddenError naming them."""
    rights = entry_rights(contest, person)
    foreign = {values["entrant_id"] for values in rows if not rights.reports(values["entrant_id"])}
    if foreign:
        names = contest.entrants.filter(pk__in=foreign).order_by("order").values_list("name", flat=True)
        raise ForbiddenError(f"不由该账号提出事项的单位：{'、'.join(names[:5])}")


def registered(
    model: type[Finding] | type[Adjustment], contest: Contest, key: Sequence[str]
) -> dict[tuple[Any, ...], Finding | Adjustment]:
    """Return the findings or adjustments of a contest by what makes them the same matter."""
    return {tuple(getattr(row, name) for name in key): row for row in model.objects.filter(period__contest=contest)}


def differs(found: Finding | Adjustment, values: Values) -> bool:
    """Return whether a matter that is registered would be another by these values."""
    return any(getattr(found, name) != value for name, value in values.items())


def _store(
    model: type[Finding] | type[Adjustment],
    contest: Contest,
    key: Sequence[str],
    rows: Sequence[Values],
    by: Proposer,
) -> tuple[list[int], int]:
    """Return the ids of the rows that are now proposed, and how many were there already."""
    existing = registered(model, contest, key)
    stored, unchanged = [], 0
    for values in rows:
        found = existing.get(tuple(values[name] for name in key))
        if found is None:
            found = model(**values, proposed_by_id=by.pk)
        elif found.decision != Decision.REJECTED:
            _must_be_same(found, values)
            unchanged += 1
            continue
        elif found.proposed_by_id not in (None, by.pk) and not by.runs:
            # It may have come with a complaint, a covert visit or evidence, which do not go over to another.
            raise ScoreboardError(f"事项“{found}”曾由他人提出、未获批准，只能由原提出人再次提出；未保存任何内容")
        for name, value in values.items():
            setattr(found, name, value)
        found.decision, found.proposed_by_id = Decision.PROPOSED, by.pk
        found.decided_by, found.decided_at = None, None
        if isinstance(found, Finding) and found.pk:
            # Whoever looked at it before has not seen what it says now.
            found.version += 1
        if isinstance(found, Adjustment):
            # It came with a finding once; now it comes by itself, and is decided by itself.
            found.finding = None
        found.save()
        stored.append(found.pk)
    return stored, unchanged


def _must_be_same(found: Finding | Adjustment, values: Values) -> None:
    if differs(found, values):
        state = found.get_decision_display()
        raise ScoreboardError(f"事项“{found}”已登记（{state}）且内容不同，请先退回或撤销，再重新提出；未保存任何内容")
