"""Findings by hand: proposed, changed while nobody has decided, with the points or the veto that come with them."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction

from contests.enums import AdjustmentKind, AuditAction, Decision, VetoEffect
from contests.errors import EventError, ForbiddenError
from contests.models import Adjustment, AuditEvent, Complainant, Contest, Finding, User
from contests.rules import access_of
from contests.selectors.entry_rights import entry_rights


class Draft(NamedTuple):
    """A finding as a person writes it; ids for rows. Without a kind it has neither points nor a veto.

    `complainant` is name and contact; None leaves them as they are. `person` names whom the fact names.
    """

    period: int
    entrant: int
    scope: str
    criterion: int | None
    colour: str
    source: str
    fact: str
    document: str
    by_hand: bool
    covert: bool
    kind: str = ""
    points: Decimal = Decimal(0)
    effect: str = VetoEffect.NONE
    complainant: tuple[str, str] | None = None
    person: str = ""
    person_basis: str = ""


APPROVED = "事项已批准，不能修改；需要改的请审核人先撤销"
# To whoever would else undo, unseen, what was written in another window, or by an import.
OVERTAKEN = (
    "这件事项在另一个窗口（或由别人）改过了，您这次的修改没有保存：现在的内容在上面，您填的还在表里，请对照后再保存"
)
# What the log keeps of a finding: never who complained.
LOGGED = (
    "period_id", "entrant_id", "scope", "criterion_id", "colour", "source", "fact", "document", "by_hand", "covert",
    "person", "person_basis",
)  # fmt: skip


@transaction.atomic
def propose_finding(*, contest: Contest, draft: Draft, proposed_by: User) -> Finding:
    """Return a finding that waits for a second person. Raises ForbiddenError, EventError for one already there."""
    Contest.objects.select_for_update().get(pk=contest.pk)
    _must_be_allowed(contest, draft, proposed_by)
    _must_be_new(draft, None)
    finding = Finding(proposed_by=proposed_by)
    _write(finding, draft)
    _keep_complainant(finding, draft, proposed_by, contest)
    _log(
        AuditAction.EVENTS_PROPOSED,
        contest,
        proposed_by,
        {"source": "页面", "findings": [finding.pk], "adjustments": []},
    )
    return finding


@transaction.atomic
def change_finding(*, finding: Finding, draft: Draft, actor: User, version: int) -> None:
    """Change a finding that nobody has approved; one that was rejected is proposed again.

    `version` is that which the person saw. Raises EventError for one that is approved, that was changed since, or that
    is in conflict with another, ForbiddenError for a person who did not propose it: others reject it.
    """
    contest = Contest.objects.select_for_update().get(pk=finding.period.contest_id)
    held = Finding.objects.select_for_update().get(pk=finding.pk)
    if held.decision == Decision.APPROVED:
        raise EventError(APPROVED)
    if held.proposed_by_id != actor.pk:
        raise ForbiddenError("不是您提出的事项")
    if held.version != version:
        raise EventError(OVERTAKEN)
    _must_be_allowed(contest, draft, actor)
    _must_be_new(draft, held.pk)
    old = _logged(held)
    held.version += 1
    held.decision, held.decided_by, held.decided_at = Decision.PROPOSED, None, None
    _write(held, draft)
    _keep_complainant(held, draft, actor, contest)
    _log(AuditAction.EVENTS_CHANGED, contest, actor, {"finding": held.pk, "old": old, "new": _logged(held)})


def _must_be_allowed(contest: Contest, draft: Draft, actor: User) -> None:
    rights = entry_rights(contest, actor)
    if not rights.reports(draft.entrant):
        raise ForbiddenError("不属于您负责的单位")
    if draft.kind == AdjustmentKind.VETO and not rights.office:
        raise ForbiddenError("一票否决由竞赛办提出")
    if draft.covert and not (rights.office or rights.scored.get(draft.entrant)):
        raise ForbiddenError("暗访由竞赛办或考核组登记")


def _must_be_new(draft: Draft, pk: int | None) -> None:
    """Refuse a matter that is there already, whatever was decided on it. Raises EventError."""
    same = {"period": draft.period, "entrant": draft.entrant}
    found = Finding.objects.filter(**same, scope=draft.scope, colour=draft.colour, fact=draft.fact).exclude(pk=pk or 0)
    if known := found.first():
        raise EventError(f"同一事项已登记（{known.get_decision_display()}），请在原事项上修改")
    alike = Adjustment.objects.filter(**same, kind=draft.kind, matter=draft.fact)
    if draft.kind and alike.exclude(finding=pk, finding__isnull=False).exists():
        raise EventError("同一事项的加扣分已登记，同一事项只计一次")


def _write(finding: Finding, draft: Draft) -> None:
    """Store the finding, and the one adjustment that comes with it or none."""
    finding.period_id, finding.entrant_id, finding.criterion_id = draft.period, draft.entrant, draft.criterion
    for name in ("scope", "colour", "source", "fact", "document", "by_hand", "covert", "person", "person_basis"):
        setattr(finding, name, getattr(draft, name))
    finding.save()
    finding.adjustments.exclude(kind=draft.kind).delete()
    if draft.kind:
        finding.adjustments.update_or_create(
            kind=draft.kind,
            defaults={
                "period_id": draft.period,
                "entrant_id": draft.entrant,
                "scope": draft.scope,
                "points": draft.points,
                "effect": draft.effect,
                "matter": draft.fact,
                "document": draft.document,
                "decision": Decision.PROPOSED,
                "proposed_by": finding.proposed_by,
                "decided_by": None,
                "decided_at": None,
            },
        )


def _keep_complainant(finding: Finding, draft: Draft, actor: User, contest: Contest) -> None:
    if draft.complainant is None:
        return
    if not access_of(actor).runs(contest):
        raise ForbiddenError("举报人由竞赛办登记")
    name, contact = draft.complainant
    if name or contact:
        Complainant.objects.update_or_create(finding=finding, defaults={"name": name, "contact": contact})
    else:
        Complainant.objects.filter(finding=finding).delete()


def _logged(finding: Finding) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(finding, name) for name in LOGGED}
    adjustment = finding.adjustments.first()
    points = [adjustment.kind, str(adjustment.points), adjustment.effect] if adjustment else None
    return values | {"adjustment": points}


def _log(action: AuditAction, contest: Contest, actor: User, details: dict[str, Any]) -> None:
    AuditEvent.objects.record(action=action, actor_id=actor.pk, subject=contest.slug, details=details)
