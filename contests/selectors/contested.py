"""What an appeal is about: the figures and events behind the contested result, and who had a hand in them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from contests.enums import RatingStatus
from contests.models import (
    Adjustment,
    Appeal,
    Criterion,
    Finding,
    Problem,
    RankingRun,
    Rating,
    RatingVersion,
    Release,
    User,
)
from contests.scoring.document import TOTAL
from contests.scoring.methods import METHODS
from contests.selectors.calendar import closing_in
from contests.selectors.contested_part import part_of


def contested_ratings(appeal: Appeal) -> QuerySet[Rating]:
    """Return the entrant's figures in the contested scope: of the period, and of the shorter ones that close in it."""
    found = Rating.objects.filter(closing_in(appeal.release.period, "period__"), entrant=appeal.entrant_id)
    return found.filter(_in_scope(appeal, "criterion__")).order_by("criterion__order", "period__ends_on")


def contested_problems(appeal: Appeal) -> QuerySet[Problem]:
    """Return the entrant's problems where the ledger counts in the contested scope."""
    ledger = [name for name, method in METHODS.items() if method.ledger]
    counts = Criterion.objects.filter(_in_scope(appeal), contest=OuterRef("contest"), method__in=ledger)
    return Problem.objects.filter(Exists(counts), entrant=appeal.entrant_id)


def _in_scope(appeal: Appeal, to: str = "") -> Q:
    """Return the condition for criteria of the contested scope; `to` leads to the criterion."""
    if appeal.scope == TOTAL:
        return Q()
    return Q((f"{to}code", appeal.scope)) | Q((f"{to}parent__code", appeal.scope))


def contested_events(appeal: Appeal) -> list[Finding | Adjustment]:
    """Return the entrant's findings and adjustments of the period in the contested scope; all of them for the total.

    Adjustments that came with a finding are with it.
    """
    within = {} if appeal.scope == TOTAL else {"scope": appeal.scope}
    of = {"entrant": appeal.entrant_id, "period": appeal.release.period_id} | within
    people = ("proposed_by", "decided_by")
    return [
        *Finding.objects.filter(**of).select_related(*people).prefetch_related("adjustments"),
        *Adjustment.objects.filter(**of, finding__isnull=True).select_related(*people),
    ]


def conflicts_of(appeal: Appeal, user: User, events: Iterable[Finding | Adjustment]) -> list[str]:
    """Return why a person may not decide on an appeal, in their own words; nothing for who had no hand in the result.

    Earlier versions of a figure count, and who changed or returned them: what was released may be one of them.
    """
    mine = Q(entered_by=user) | Q(approved_by=user)
    earlier = RatingVersion.objects.filter(mine | Q(changed_by=user), rating=OuterRef("pk"))
    touched = contested_ratings(appeal).filter(mine | Q(Exists(earlier)))
    names = list(dict.fromkeys(touched.values_list("criterion__name", flat=True)))
    matters = [str(event) for event in events if user.pk in (event.proposed_by_id, event.decided_by_id)]
    found = []
    if appeal.filed_by_id == user.pk:
        found.append("您是这件申诉的提出人")
    if names:
        found.append(f"您填报或审核过该单位本期的数据（{'、'.join(names)}）")
    if problems := contested_problems(appeal).filter(entered_by=user).count():
        found.append(f"您登记或更改过该单位的问题清单（{problems} 条）")
    if matters:
        found.append(f"您提出或审批过该单位本期的事项（{'、'.join(matters)}）")
    return found


def unsettled(run: RankingRun, upheld: Sequence[Appeal]) -> str:
    """Return why a run does not yet put right the appeals upheld in its period; nothing where it does.

    Each one is compared with the issue that it contests: the rules must differ, or the entrant's part of the scope.
    """
    issues = Release.objects.filter(pk__in={appeal.release_id for appeal in upheld})
    contested = dict(issues.values_list("pk", "run__document")) if upheld else {}
    for appeal in upheld:
        assert appeal.decided_at is not None
        if appeal.decided_at > run.requested_at:
            return f"{appeal}在本次计算之后才裁定成立，请按裁定更正数据，再重新计算"
        changed = contested_ratings(appeal).filter(versions__changed_at__gte=appeal.decided_at)
        if changed.exclude(status=RatingStatus.APPROVED).exists():
            return f"{appeal}已成立，被申诉的数据尚未重新填报并审核通过"
        if _same(contested[appeal.release_id], run.document, appeal):
            return f"{appeal}已成立，但该单位这一项的数据和规则与{appeal.release}相比没有变动，请先按裁定更正"
    return ""


def _same(before: Any, after: Any, appeal: Appeal) -> bool:
    """Return whether two documents agree in rules and in what is contested."""
    if before["rules"] != after["rules"]:
        return False
    was, is_now = (part_of(document, appeal.entrant.code, appeal.scope) for document in (before, after))
    return was == is_now
