"""Adding and removing evidence, while what it proves is not decided; and the log of who took it away or down."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F

from contests.enums import AuditAction, Decision, RatingStatus
from contests.errors import EvidenceError, ForbiddenError
from contests.models import Adjustment, AuditEvent, Evidence, Finding, Rating, User
from contests.selectors.entry_rights import entry_rights

MOST_FILES = 20

Owner = Rating | Finding


class NewFile(NamedTuple):
    """A file that was looked through: what it is, and its thumbnail where it is a picture."""

    name: str
    data: bytes
    content_type: str
    thumbnail: bytes | None


@transaction.atomic
def add_evidence(*, owner: Owner, files: Sequence[NewFile], actor: User, now: datetime) -> list[Evidence]:
    """Add files to a figure or finding. Raises EvidenceError for too many or the same twice, and ForbiddenError.

    The originals are kept as they came. The log has hashes and no names: these may say who complained.
    """
    owner = _held(owner, actor, now)
    known = set(owner.evidence.values_list("sha256", flat=True))
    added: list[Evidence] = []
    if len(known) + len(files) > MOST_FILES:
        raise EvidenceError(f"最多 {MOST_FILES} 份佐证材料，现有 {len(known)} 份")
    for file in files:
        digest = hashlib.sha256(file.data).hexdigest()
        if digest in known:
            raise EvidenceError(f"“{file.name}”已经添加过")
        known.add(digest)
        added.append(_keep(owner, file, digest, actor, now))
    _log(AuditAction.EVIDENCE_ADDED, owner, actor, added)
    return added


@transaction.atomic
def remove_evidence(*, evidence: Evidence, actor: User, now: datetime) -> None:
    """Remove a file that the person added. Raises ForbiddenError for another's, and once it was decided upon."""
    owner = evidence.rating or evidence.finding
    if owner is None or evidence.uploaded_by_id != actor.pk:
        raise ForbiddenError("只能删除自己上传的佐证材料")
    owner = _held(owner, actor, now)
    if isinstance(owner, Rating) and owner.versions.filter(approved_at__gte=evidence.uploaded_at).exists():
        raise ForbiddenError("这份材料是审核通过时的佐证，不能删除；可以另加新的")
    _log(AuditAction.EVIDENCE_REMOVED, owner, actor, [evidence])
    for file in (evidence.file, evidence.thumbnail):
        if file.name:
            transaction.on_commit(partial(file.storage.delete, file.name))
    evidence.delete()


@transaction.atomic
def record_download(*, evidence: Evidence, actor: User) -> None:
    """Log that a person took a file: the one thing that a page writes when it is read, since the law asks for it."""
    owner = evidence.rating or evidence.finding or evidence.adjustment
    assert owner is not None
    _log(AuditAction.EVIDENCE_DOWNLOADED, owner, actor, [evidence])


def refusal(owner: Owner, actor: User, now: datetime) -> str | None:
    """Return why a person may not add to a row, or remove from it, now; None where they may."""
    if isinstance(owner, Finding):
        if owner.decision != Decision.PROPOSED:
            return "事项已审批，佐证材料不能再改"
        return None if owner.proposed_by_id == actor.pk else "不是您提出的事项"
    if owner.status == RatingStatus.APPROVED:
        return "数据已审核，佐证材料不能再改"
    if entry_rights(owner.period.contest, actor).role(owner.entrant_id, owner.criterion_id) is None:
        return "不由您填报"
    return f"{owner.period} 填报已截止，请竞赛办重新开放后再改" if owner.period.closes_at <= now else None


def _held(owner: Owner, actor: User, now: datetime) -> Owner:
    """Return the row as it is now, locked. Raises ForbiddenError where it takes no change of evidence by the person."""
    rows = type(owner).objects.select_for_update(of=("self",)).select_related("period__contest__host")
    held: Owner = rows.get(pk=owner.pk)
    if why := refusal(held, actor, now):
        raise ForbiddenError(why)
    if isinstance(held, Finding):
        # Whoever looked at it before has not seen what it comes with now.
        Finding.objects.filter(pk=held.pk).update(version=F("version") + 1)
    return held


def _keep(owner: Owner, file: NewFile, digest: str, actor: User, now: datetime) -> Evidence:
    kept = Evidence(
        name=file.name,
        size=len(file.data),
        content_type=file.content_type,
        sha256=digest,
        uploaded_by=actor,
        uploaded_at=now,
        rating=owner if isinstance(owner, Rating) else None,
        finding=owner if isinstance(owner, Finding) else None,
    )
    kept.file.save("", ContentFile(file.data), save=False)
    if file.thumbnail is not None:
        kept.thumbnail.save("", ContentFile(file.thumbnail), save=False)
    kept.save()
    return kept


def _log(action: AuditAction, owner: Owner | Adjustment, actor: User, files: Sequence[Evidence]) -> None:
    AuditEvent.objects.record(
        action=action,
        actor_id=actor.pk,
        subject=f"{type(owner).__name__.lower()} {owner.pk}",
        details={"evidence": [[file.pk, file.sha256] for file in files]},
    )
