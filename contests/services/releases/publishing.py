"""What approval does: the document is numbered, frozen, hashed, chained, and its bulletin with it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from contests.enums import AuditAction
from contests.errors import NotReadyError
from contests.models import (
    Appeal,
    AuditEvent,
    Bulletin,
    Contest,
    RankingRun,
    Release,
    ReleaseCheck,
    User,
)
from contests.scoring.verify import differences
from contests.selectors.appeals import correction_reason
from contests.selectors.naming import names_any
from contests.selectors.papers import next_bulletin, template_of
from contests.selectors.payloads import bare_reason
from contests.selectors.recalls import is_asked_back
from contests.selectors.releases import canonical, headline, next_payload, released_before
from contests.services.releases.gates import subject


def must_correct(run: RankingRun, reason: str) -> Release | None:
    """Return the issue that a release of the run would correct, None for none.

    Refuse a correction that does not say why, and one of an issue whose recall waits for its decision: nobody could
    decide on that any more.
    """
    corrects = released_before(run)
    if corrects is not None and is_asked_back(corrects):
        raise NotReadyError(f"{corrects}的撤回申请正在等待领导小组决定，决定之后才能批准更正")
    if corrects is not None and not bare_reason(reason):
        raise NotReadyError(_needs_reason(corrects))
    if corrects is not None and names_any(reason, run.period.contest):
        raise NotReadyError("更正原因公开显示，不能写个人姓名")
    return corrects


def _needs_reason(corrects: Release) -> str:
    if corrects.is_recall:
        return f"本期榜单已撤回（{corrects}），重新发布须写明说明"
    return f"本期已发布（{corrects}），再次发布即为更正，须写明更正原因"


def publish(
    *,
    contest: Contest,
    run: RankingRun,
    check: ReleaseCheck,
    approver: User,
    reason: str,
    settled: Sequence[Appeal],
    now: datetime,
) -> Release:
    """Write the next issue of a contest, which the caller has locked, with its bulletin; settle what it settles."""
    corrects = must_correct(run, reason)
    if check.bulletin_prefix:
        Bulletin.objects.hold_numbers(contest.host_id)
    reason = correction_reason(reason.strip(), settled) if corrects else ""
    release = _freeze(contest, run, corrects, reason, now, checked_by=check.checked_by, approved_by=approver)
    Appeal.objects.filter(pk__in=[appeal.pk for appeal in settled]).update(correction=release)
    _log(release, run, approver, settled, reason)
    if check.bulletin_prefix:
        _number_bulletin(release, check, now)
    return release


def _freeze(
    contest: Contest, run: RankingRun, corrects: Release | None, reason: str, now: datetime, **people: User
) -> Release:
    """Write the document of the next issue, chained to the one before."""
    payload = next_payload(run=run, corrects=corrects, reason=reason, now=now)
    until = payload["objections_until"]
    if differences(payload):
        raise NotReadyError("计算结果与由规则和数据重新推算的不符，不能发布，请重新计算并查明原因")
    return Release.objects.freeze(
        text=canonical(payload),
        contest=contest,
        run=run,
        period=run.period,
        number=payload["number"],
        headline=headline(payload),
        previous_sha256=payload["previous_sha256"],
        released_at=now,
        objections_until=date.fromisoformat(until) if until else None,
        corrects=corrects,
        **people,
    )


def _log(release: Release, run: RankingRun, approver: User, settled: Sequence[Appeal], reason: str) -> None:
    AuditEvent.objects.record(
        action=AuditAction.RELEASE_APPROVED,
        actor_id=approver.pk,
        subject=subject(run),
        details={
            "number": release.number,
            "sha256": release.sha256,
            "corrects": release.corrects.number if release.corrects else None,
            "reason": reason,
            "appeals": [appeal.pk for appeal in settled],
        },
    )


def _number_bulletin(release: Release, check: ReleaseCheck, now: datetime) -> None:
    """Give the bulletin the next number of its host, in the name of whoever planned it."""
    contest = release.contest
    template = template_of(release)
    suggested = next_bulletin(contest, timezone.localdate(now).year, check.bulletin_prefix)
    values: dict[str, Any] = {
        "prefix": check.bulletin_prefix,
        "year": suggested.year,
        "number": suggested.number,
        "recipients": check.bulletin_recipients,
        "shows_scores": check.bulletin_shows_scores,
        "template_id": template.pk if template else None,
    }
    Bulletin.objects.create(
        release=release, host_id=contest.host_id, made_by_id=check.checked_by_id, made_at=now, **values
    )
    AuditEvent.objects.record(
        action=AuditAction.BULLETIN_NUMBERED,
        actor_id=check.checked_by_id,
        subject=f"{contest.slug} 第{release.number}期",
        details={"old": None, "new": values},
    )
