"""The second person: approving or returning what was entered, and deciding on findings and adjustments."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from contests.enums import AuditAction, Decision, RatingStatus, Role
from contests.errors import ForbiddenError, StaleRatingError
from contests.models import Adjustment, AuditEvent, Contest, Finding, Rating, RatingVersion, User
from contests.rules import Access, access_of, under

Seen = tuple[int, int]


@transaction.atomic
def approve_ratings(*, contest: Contest, seen: Sequence[Seen], approver: User, now: datetime) -> int:
    """Approve submitted ratings, given as (id, version) that the approver saw; return how many.

    Raises StaleRatingError, and approves none, when one of them changed since or was entered by the approver;
    ForbiddenError for a person who does not review this contest.
    """
    role = _must_review(contest, approver)
    approved = 0
    for version, ids in _by_version(seen):
        waiting = Rating.objects.filter(
            period__contest=contest, pk__in=ids, status=RatingStatus.SUBMITTED, version=version
        )
        approved += waiting.exclude(entered_by=approver).update(
            status=RatingStatus.APPROVED, approved_by=approver, approved_role=role, approved_at=now, review_note=""
        )
    if approved != len(set(seen)):
        raise StaleRatingError("所选数据中有的已被他人处理、已被修改，或是您自己填报的，未审核任何一条，请刷新后重试")
    moved = {"status": {"old": RatingStatus.SUBMITTED, "new": RatingStatus.APPROVED}, "ratings": sorted(set(seen))}
    _log(AuditAction.RATINGS_APPROVED, contest, approver, moved)
    return approved


@transaction.atomic
def return_ratings(*, contest: Contest, seen: Sequence[Seen], approver: User, note: str, now: datetime) -> int:
    """Send submitted or approved ratings back with a note, keeping what they were as a version; return how many.

    A reviewer of a unit sends back what of it is not approved yet. Raises StaleRatingError, and returns none, when one
    of them changed since; ForbiddenError for a person who reviews neither the contest nor one of its units.
    """
    judged = _judged_by(contest, approver)
    if not note.strip():
        raise StaleRatingError("退回须写明原因")
    returned = 0
    for version, ids in _by_version(seen):
        waiting = judged.filter(pk__in=ids, version=version).exclude(entered_by=approver)
        _keep_versions(waiting, approver, note, now)
        returned += waiting.update(
            status=RatingStatus.RETURNED,
            approved_by=None,
            approved_role="",
            approved_at=None,
            signed_by=None,
            signed_at=None,
            review_note=note,
            version=F("version") + 1,
        )
    if returned != len(set(seen)):
        raise StaleRatingError("所选数据中有的已被他人处理、已被修改，或是您自己填报的，未退回任何一条，请刷新后重试")
    _log(AuditAction.RATINGS_RETURNED, contest, approver, {"ratings": sorted(set(seen)), "note": note})
    return returned


def _judged_by(contest: Contest, person: User) -> QuerySet[Rating]:
    """Return the ratings that a person may send back. Raises ForbiddenError for one who reviews nothing here."""
    access = access_of(person)
    ratings = Rating.objects.filter(period__contest=contest)
    if access.reviews(contest):
        return ratings.filter(status__in=[RatingStatus.SUBMITTED, RatingStatus.APPROVED])
    return ratings.filter(under("entrant__department__path", _signed_paths(access)), status=RatingStatus.SUBMITTED)


def _signed_paths(access: Access) -> tuple[str, ...]:
    if paths := access.to(Role.REVIEWER):
        return paths
    raise ForbiddenError("该账号不是本竞赛的审核员")


@transaction.atomic
def sign_ratings(*, contest: Contest, seen: Sequence[Seen], signer: User, now: datetime) -> int:
    """Record that the reviewer of a unit has looked through its submitted ratings; return how many. It approves none.

    Raises StaleRatingError, and signs none, when one of them changed since, was entered by the signer or is of another
    unit; ForbiddenError for a person who is no reviewer.
    """
    own = under("entrant__department__path", _signed_paths(access_of(signer)))
    waiting = Rating.objects.filter(own, period__contest=contest, status=RatingStatus.SUBMITTED)
    signed = 0
    for version, ids in _by_version(seen):
        found = waiting.filter(pk__in=ids, version=version).exclude(entered_by=signer)
        signed += found.update(signed_by=signer, signed_at=now)
    if signed != len(set(seen)):
        raise StaleRatingError("所选数据中有的已被他人处理、已被修改，或是您自己填报的，未初审任何一条，请刷新后重试")
    _log(AuditAction.RATINGS_SIGNED, contest, signer, {"ratings": sorted(set(seen))})
    return signed


def _by_version(seen: Iterable[Seen]) -> Iterable[tuple[int, list[int]]]:
    for version, group in groupby(sorted(set(seen), key=lambda pair: pair[1]), key=lambda pair: pair[1]):
        yield version, [pk for pk, _ in group]


def _keep_versions(ratings: QuerySet[Rating], changed_by: User, reason: str, now: datetime) -> None:
    RatingVersion.objects.bulk_create(
        RatingVersion(
            rating=rating,
            version=rating.version,
            value=rating.value,
            target=rating.target,
            grade=rating.grade,
            parts=rating.parts,
            word=rating.word,
            source=rating.source,
            note=rating.note,
            status=rating.status,
            entered_by_id=rating.entered_by_id,
            entered_at=rating.entered_at,
            approved_by_id=rating.approved_by_id,
            approved_at=rating.approved_at,
            changed_by=changed_by,
            changed_at=now,
            reason=reason,
        )
        for rating in ratings.select_for_update()
    )


@transaction.atomic
def decide_events(
    *,
    contest: Contest,
    findings: Sequence[int],
    adjustments: Sequence[int],
    approver: User,
    decision: Decision,
    now: datetime,
    versions: Mapping[int, int] | None = None,
    reason: str = "",
) -> int:
    """Approve or reject proposed findings and adjustments, given by id; return how many. The log keeps the reason.

    `versions` are those of the findings that the approver saw. Raises ForbiddenError, and decides none, when one of
    them was proposed by the approver, is decided already, or says something else by now.
    """
    decided = _move_events(contest, findings, adjustments, approver, Decision.PROPOSED, decision, now, versions)
    if decided != len(set(findings)) + len(set(adjustments)):
        raise ForbiddenError("所选事项中有的已经审批，或是您自己提出的，未审批任何一条，请刷新后重试")
    events = {"findings": sorted(findings), "adjustments": sorted(adjustments)}
    moved = {"decision": {"old": Decision.PROPOSED, "new": decision}}
    said = {"reason": reason} if reason else {}
    _log(AuditAction.EVENTS_DECIDED, contest, approver, moved | events | said)
    return decided


@transaction.atomic
def withdraw_events(
    *,
    contest: Contest,
    findings: Sequence[int],
    adjustments: Sequence[int],
    approver: User,
    reason: str,
    now: datetime,
    versions: Mapping[int, int] | None = None,
) -> int:
    """Take approved findings and adjustments back, with a reason; return how many. What was released stays as it is.

    Raises ForbiddenError, and withdraws none, when one of them was proposed by the approver or is not approved.
    """
    if not reason.strip():
        raise ForbiddenError("撤销须写明原因")
    moved = _move_events(contest, findings, adjustments, approver, Decision.APPROVED, Decision.REJECTED, now, versions)
    if moved != len(set(findings)) + len(set(adjustments)):
        raise ForbiddenError("所选事项中有的已被撤销，或是您自己提出的，未撤销任何一条，请刷新后重试")
    events = {"findings": sorted(findings), "adjustments": sorted(adjustments)}
    undone = {"decision": {"old": Decision.APPROVED, "new": Decision.REJECTED}, "reason": reason}
    _log(AuditAction.EVENTS_WITHDRAWN, contest, approver, undone | events)
    return moved


def _move_events(
    contest: Contest,
    findings: Sequence[int],
    adjustments: Sequence[int],
    approver: User,
    before: Decision,
    after: Decision,
    now: datetime,
    versions: Mapping[int, int] | None,
) -> int:
    _must_review(contest, approver)
    decided = {"decision": after, "decided_by": approver, "decided_at": now}
    rows = Q(period__contest=contest, decision=before) & ~Q(proposed_by=approver)
    held = Finding.objects.filter(rows, pk__in=findings).select_for_update().values_list("pk", "version")
    same = [pk for pk, version in held if versions is None or versions.get(pk) == version]
    moved = Finding.objects.filter(rows, pk__in=same).update(**decided)
    # What came with a finding goes with it, and by itself nowhere.
    Adjustment.objects.filter(rows, finding__in=same).update(**decided)
    return moved + Adjustment.objects.filter(rows, pk__in=adjustments, finding__isnull=True).update(**decided)


def _must_review(contest: Contest, approver: User) -> Role:
    """Return the role by which a person reviews. Raises ForbiddenError for one who does not."""
    access = access_of(approver)
    if not access.reviews(contest):
        raise ForbiddenError("该账号不是本竞赛的审核员")
    return Role.OFFICE if access.runs(contest) else Role.REVIEWER


def _log(action: AuditAction, contest: Contest, actor: User, details: dict[str, Any]) -> None:
    AuditEvent.objects.record(action=action, actor_id=actor.pk, subject=contest.slug, details=details)
