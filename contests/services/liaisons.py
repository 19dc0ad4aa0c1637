"""Linked leaders: registered, ended and put right by the office over the department; every change is in the log."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from contests.enums import AuditAction, Role
from contests.errors import ForbiddenError, ScoreboardError
from contests.models import AuditEvent, Department, Liaison, Project, User
from contests.rules import Access, access_of
from contests.selectors.liaisons import LINKED, days_near, wording_of

# To whoever would else undo, unseen, what was written in another window.
OVERTAKEN = (
    "这条登记在另一个窗口（或由别人）改过了，您这次的操作没有保存：现在的内容在上面，您填的还在表里，请对照后再提交"
)


@dataclass(frozen=True, slots=True)
class LiaisonFacts:
    """What a liaison says beside its department or project."""

    person: User
    starts_on: date
    ends_on: date | None

    def changes(self, liaison: Liaison) -> dict[str, dict[str, str | None]]:
        """Return what a liaison would change by them, old and new, in words."""
        pairs = {
            "person": (str(liaison.person), str(self.person), liaison.person_id != self.person.pk),
            "starts_on": (_day(liaison.starts_on), _day(self.starts_on), liaison.starts_on != self.starts_on),
            "ends_on": (_day(liaison.ends_on), _day(self.ends_on), liaison.ends_on != self.ends_on),
        }
        return {name: {"old": old, "new": new} for name, (old, new, is_changed) in pairs.items() if is_changed}


@transaction.atomic
def link_leader(
    *, person: User, targets: Sequence[Department | Project], starts_on: date, actor: User | None
) -> list[Liaison]:
    """Return new liaisons of a leader from a day on, all or none; without an actor it is the console.

    Raises ForbiddenError for a target outside the actor's office; ScoreboardError for a day far from the contests, and
    with every target that the person does not lead or is linked to already on that day.
    """
    if not targets:
        raise ScoreboardError("请至少选一个部门或项目")
    rows = [_row(person, target, starts_on) for target in targets]
    for row in rows:
        _must_keep(row, actor)
    _must_be_near(rows, starts_on)
    if faults := list(_faults(rows, access_of(person))):
        raise ScoreboardError("；".join(faults))
    try:
        with transaction.atomic():
            for row in rows:
                row.save(force_insert=True)
    except IntegrityError:
        raise ScoreboardError("所选的部门或项目刚由他人登记，请刷新后再选") from None
    for row in rows:
        _record(AuditAction.LIAISON_ADDED, row, actor, {"starts_on": {"old": None, "new": starts_on.isoformat()}})
    return rows


@transaction.atomic
def end_liaison(*, liaison: Liaison, ends_on: date, actor: User) -> None:
    """Let a liaison end with a day; it stays to be read.

    Raises ForbiddenError; ScoreboardError where it has ended, or the day is before its start or far from the contests.
    """
    _must_keep(liaison, actor)
    if ends_on < liaison.starts_on:
        raise ScoreboardError(f"结束日期不能早于开始日期（{liaison.starts_on:%Y-%m-%d}）")
    _must_be_near([liaison], ends_on)
    if Liaison.objects.filter(pk=liaison.pk, ends_on__isnull=True).update(ends_on=ends_on) != 1:
        raise ScoreboardError("这条联系已经结束")
    _record(AuditAction.LIAISON_ENDED, liaison, actor, {"ends_on": {"old": None, "new": ends_on.isoformat()}})


@transaction.atomic
def correct_liaison(*, liaison: Liaison, facts: LiaisonFacts, reason: str, actor: User, seen: str) -> None:
    """Put right what was entered wrong; the log keeps what it said before, and why it was changed.

    `seen` is what it said (`wording_of`) when the person looked at it. Raises ForbiddenError; ScoreboardError for what
    a new liaison could not say either, and where nothing would change or somebody else changed it since.
    """
    _must_keep(liaison, actor)
    liaison = _locked(liaison, seen)
    changes = facts.changes(liaison)
    if not changes:
        raise ScoreboardError("没有改动任何一项")
    if facts.ends_on and facts.ends_on < facts.starts_on:
        raise ScoreboardError(f"结束日期不能早于开始日期（{facts.starts_on:%Y-%m-%d}）")
    # A day that was near once and stays as it is, is nobody's slip now.
    _must_be_near([liaison], *(getattr(facts, name) for name in ("starts_on", "ends_on") if name in changes))
    row = _row(facts.person, liaison.target, facts.starts_on, facts.ends_on)
    # Whoever was linked while leading stays what they were, also when the role is gone by now.
    access = access_of(facts.person) if "person" in changes else None
    if faults := list(_faults([row], access, beside=liaison.pk)):
        raise ScoreboardError("；".join(faults))
    try:
        with transaction.atomic():
            Liaison.objects.filter(pk=liaison.pk).update(
                person=facts.person, starts_on=facts.starts_on, ends_on=facts.ends_on
            )
    except IntegrityError:
        raise ScoreboardError("同样的联系刚由他人登记，请刷新后再更正") from None
    _record(AuditAction.LIAISON_CORRECTED, liaison, actor, changes | {"reason": reason})


@transaction.atomic
def remove_liaison(*, liaison: Liaison, reason: str, actor: User, seen: str) -> None:
    """Take away a liaison that never was; the log keeps all that it said, and why it went.

    `seen` as in `correct_liaison`. Raises ForbiddenError; ScoreboardError where somebody else changed it since.
    """
    _must_keep(liaison, actor)
    liaison = _locked(liaison, seen)
    said = {
        "person": {"old": str(liaison.person), "new": None},
        "starts_on": {"old": _day(liaison.starts_on), "new": None},
        "ends_on": {"old": _day(liaison.ends_on), "new": None},
    }
    Liaison.objects.filter(pk=liaison.pk).delete()
    _record(AuditAction.LIAISON_REMOVED, liaison, actor, said | {"reason": reason})


def _locked(liaison: Liaison, seen: str) -> Liaison:
    """Return a liaison as it is now, locked. Raises ScoreboardError where it is not what was seen."""
    held = Liaison.objects.select_for_update().filter(pk=liaison.pk).first()
    if held is None or wording_of(held) != seen:
        raise ScoreboardError(OVERTAKEN)
    return held


def _row(person: User, target: Department | Project, starts_on: date, ends_on: date | None = None) -> Liaison:
    field = "project" if isinstance(target, Project) else "department"
    return Liaison(person=person, starts_on=starts_on, ends_on=ends_on, **{field: target})


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _must_keep(liaison: Liaison, actor: User | None) -> None:
    if actor is not None and not access_of(actor).covers(liaison.path, Role.OFFICE):
        raise ForbiddenError("只有本单位或上级单位的竞赛办可以登记联系领导")


def _must_be_near(rows: Sequence[Liaison], *days: date | None) -> None:
    """Refuse days far from the contests: they are slips of the pen. Raises ScoreboardError."""
    first, last = days_near(rows, timezone.localdate())
    if any(day and not first <= day <= last for day in days):
        raise ScoreboardError(f"日期离竞赛的起止日期太远，应在 {first:%Y-%m-%d} 至 {last:%Y-%m-%d} 之间")


def _faults(rows: Sequence[Liaison], access: Access | None, beside: int = 0) -> Iterator[str]:
    """Yield what is wrong with liaisons of one person over the same days.

    `access` is what the person leads, None to leave that; `beside` is the liaison that they take the place of.
    """
    days = Q(ends_on__isnull=True) | Q(ends_on__gte=rows[0].starts_on)
    if rows[0].ends_on:
        days &= Q(starts_on__lte=rows[0].ends_on)
    held = Liaison.objects.filter(days, person=rows[0].person).exclude(pk=beside)
    linked = set(held.values_list("department_id", "project_id"))
    for row in rows:
        if access and not access.covers(row.path, *LINKED):
            yield f"{row.person}在“{row.target}”没有领导或领导小组的角色"
        elif (row.department_id, row.project_id) in linked:
            yield f"{row.person}已在联系“{row.target}”"


def _record(action: AuditAction, liaison: Liaison, actor: User | None, details: dict[str, Any]) -> None:
    target = liaison.project or liaison.department
    assert target is not None
    AuditEvent.objects.record(
        action=action,
        actor_id=actor.pk if actor else None,
        subject=f"{target.code} {liaison.person.username}",
        details={"liaison": liaison.pk, "target": str(target)} | details,
    )
