"""First person: the office looks through a run, stands for it, and passes it to the leading group."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction

from contests.enums import AuditAction
from contests.errors import ForbiddenError, NotReadyError
from contests.models import AuditEvent, RankingRun, ReleaseCheck, User
from contests.rules import access_of
from contests.selectors.open_points import OpenPoint, facts_of, open_points, seal_of
from contests.services.releases.gates import as_stored, must_be_current, must_have_no, subject


class BulletinPlan(NamedTuple):
    """The bulletin that is to come out with a release; its number is the next one of that moment."""

    prefix: str
    recipients: str
    shows_scores: bool


@transaction.atomic
def check_run(
    *,
    run: RankingRun,
    checker: User,
    now: datetime,
    reason: str = "",
    seal: str | None = None,
    bulletin: BulletinPlan | None = None,
) -> ReleaseCheck:
    """Record that someone of the office stands for a run. Raises NotReadyError, ForbiddenError.

    What is open needs a reason, which the leading group reads beside it, and which is for what its writer saw: with
    the `seal` of that, nothing else may be open by now.
    """
    if not access_of(checker).runs(run.period.contest):
        raise ForbiddenError("只有本竞赛的竞赛办可以核对")
    run = as_stored(run)
    must_be_current(run)
    points = open_points(run.period, run)
    _must_be_let_stand(points, reason, seal)
    try:
        with transaction.atomic():
            check = ReleaseCheck.objects.create(
                run=run,
                checked_by=checker,
                checked_at=now,
                left_open="\n".join(point.what for point in points),
                open_facts=facts_of(points),
                reason=reason.strip(),
                **_planned(bulletin),
            )
    except IntegrityError:
        raise NotReadyError("本次计算结果已核对过") from None
    plan = bulletin._asdict() if bulletin else {}
    details = {"run": run.pk, "left_open": check.left_open, "reason": check.reason, "bulletin": plan}
    AuditEvent.objects.record(
        action=AuditAction.RELEASE_CHECKED, actor_id=checker.pk, subject=subject(run), details=details
    )
    return check


def _planned(bulletin: BulletinPlan | None) -> dict[str, Any]:
    """Return what a check keeps of the bulletin."""
    return {f"bulletin_{name}": value for name, value in bulletin._asdict().items()} if bulletin else {}


def _must_be_let_stand(points: Sequence[OpenPoint], reason: str, seal: str | None) -> None:
    """Refuse what must be done first, what is open without a reason, and what was not on the page of the seal."""
    must_have_no(points)
    if points and not reason.strip():
        whats = "；".join(point.what for point in points)
        raise NotReadyError(f"还有 {len(points)} 件未办结，照此提请须写明原因：{whats}")
    if points and seal is not None and seal != seal_of(points):
        raise NotReadyError("这一页打开之后，未办结的事项有变动，请看过现在的再提请")
