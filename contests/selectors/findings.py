"""Findings as those see them who may: covert ones are not for the unit that was inspected."""

from typing import Any

from django.db.models import Q, QuerySet

from contests.enums import AuditAction, Decision, Role
from contests.models import AuditEvent, Contest, Criterion, Finding, User
from contests.rules import Access, under
from contests.scoring.document import TOTAL

# Those of a unit who are told what is said of it.
OF_THE_UNIT = (Role.REPORTER, Role.REVIEWER, Role.LEADER)


def findings_seen_by(user: User, access: Access, contest: Contest) -> QuerySet[Finding]:
    """Return the findings of a contest that a person may see.

    Everyone at the host who runs, reviews or leads it sees all. An assessor sees the own ones and, as the people of a
    unit do, those of the units that are theirs, unless these are covert: what a covert inspection of one's own unit
    found is read on the board when it is released.
    """
    rows = Finding.objects.filter(period__contest=contest)
    if access.reads(contest) or access.reviews(contest):
        return rows
    theirs = under("entrant__department__path", access.to(*OF_THE_UNIT))
    mine = Q(proposed_by=user)
    if access.covers(contest.host.path, Role.ASSESSOR):
        theirs |= Q(entrant__teams__members=user)
        return rows.filter(mine | theirs & Q(covert=False)).distinct()
    return rows.filter(mine | theirs, covert=False)


def finding_rows(user: User, access: Access, contest: Contest) -> QuerySet[Finding]:
    """Return the findings that a person may see with all that their list shows, the newest first."""
    rows = findings_seen_by(user, access, contest).select_related(
        "entrant", "period__contest", "criterion", "proposed_by", "decided_by"
    )
    return rows.prefetch_related("adjustments", "evidence").order_by("-period__ends_on", "-pk")


def why_rejected(finding: Finding) -> str:
    """Return what was written when a finding was rejected, or its approval taken back; empty where nothing was."""
    if finding.decision != Decision.REJECTED or finding.decided_at is None:
        return ""
    actions = (AuditAction.EVENTS_DECIDED, AuditAction.EVENTS_WITHDRAWN)
    # The newest that names it is the decision that stands: from the newest on only what came after it is read.
    events = AuditEvent.objects.filter(
        action__in=actions,
        actor=finding.decided_by_id,
        subject=finding.period.contest.slug,
        at__gte=finding.decided_at,
    )
    for details in events.order_by("-pk").values_list("details", flat=True).iterator(chunk_size=20):
        if finding.pk in details["findings"]:
            return str(details.get("reason", ""))
    return ""


def place_of(finding: Finding) -> str:
    """Return where a finding belongs in words: its criterion, its dimension, or the total."""
    if finding.criterion:
        return finding.criterion.name
    dimension = Criterion.objects.filter(contest=finding.period.contest_id, code=finding.scope).first()
    return dimension.name if dimension else "总分"


def places_of(contest: Contest) -> list[Any]:
    """Return the scopes and criteria of a contest as grouped choices: `total`, `dimension` or `dimension:criterion`."""
    dimensions: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    rows = Criterion.objects.filter(contest=contest).select_related("parent").order_by("parent__order", "order")
    for row in rows:
        code, name = (row.parent.code, row.parent.name) if row.parent else (row.code, row.name)
        _, offered = dimensions.setdefault(code, (name, [(code, f"{name}（整个维度）")]))
        if row.parent:
            offered.append((f"{code}:{row.code}", row.name))
    return [(TOTAL, "总分"), *dimensions.values()]
