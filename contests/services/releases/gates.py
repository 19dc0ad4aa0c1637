"""The gates that a run has to pass, whoever leads it through."""

from collections.abc import Sequence

from contests.enums import SENT_BACK, RunState
from contests.errors import NotReadyError
from contests.models import Appeal, RankingRun, Release, ReleaseCheck, User
from contests.selectors.appeals import appeals_waiting, upheld_among
from contests.selectors.compute import outdated
from contests.selectors.contested import unsettled
from contests.selectors.open_points import OpenPoint, points_since
from contests.selectors.releases import recalled_since


def subject(run: RankingRun) -> str:
    """Return how the log calls a run."""
    return f"{run.period.contest.slug} {run.period.code} r{run.revision}"


def as_stored(run: RankingRun) -> RankingRun:
    """Return the run as it is now, with period and contest: what the caller holds may be of before the lock."""
    return RankingRun.objects.select_related("period__contest__host").get(pk=run.pk)


def must_be_current(run: RankingRun) -> Sequence[Appeal]:
    """Return the upheld appeals that a run settles.

    Refuse one that is not the newest of its period, that later figures or rules or a recall have overtaken, or that
    does not put right what was upheld.
    """
    if run.state != RunState.DONE:
        raise NotReadyError("尚未完成计算")
    if not run.standings.filter(rank__isnull=False).exists():
        raise NotReadyError("本期没有一个单位有名次，不能发布")
    if Release.objects.filter(run=run).exists():
        raise NotReadyError("本次计算结果已发布")
    if RankingRun.objects.filter(period=run.period_id, revision__gt=run.revision).exists():
        raise NotReadyError("已有更新的计算结果，请以最新一次为准")
    if recall := recalled_since(run):
        raise NotReadyError(f"本期榜单已撤回（{recall}），撤回之前的计算结果不能发布，请重新计算")
    if outdated([run]):
        raise NotReadyError("计算之后，数据、规则或上期发布又有变动，请重新计算")
    upheld = upheld_among(appeals_waiting(run.period))
    if refusal := unsettled(run, upheld):
        raise NotReadyError(refusal)
    return upheld


def must_have_no(points: Sequence[OpenPoint]) -> None:
    """Refuse while anything is open that must be done, naming all of it."""
    if whats := [point.what for point in points if point.must]:
        raise NotReadyError("还不能发布：" + "；".join(whats))


def must_be_answered_for(points: Sequence[OpenPoint], check: ReleaseCheck) -> None:
    """Refuse while anything is open that must be done, or that has come since the office said why it goes on."""
    must_have_no(points)
    if whats := [point.what for point in points_since(points, check.open_facts)]:
        said = "；".join(whats)
        raise NotReadyError(f"提请之后又有未办结的事项，请竞赛办办结，或重新计算、写明原因后再提请：{said}")


def must_be_checked(run: RankingRun, approver: User) -> ReleaseCheck:
    """Return the check by somebody else that a run must have, while neither leading group nor clock sent it back."""
    check = ReleaseCheck.objects.filter(run=run).first()
    if check is None:
        raise NotReadyError("尚未核对：请竞赛办先核对本次计算结果")
    if check.checked_by_id == approver.pk:
        raise NotReadyError("核对人不能批准发布，请由另一人批准")
    verdict = run.verdicts.last()
    if verdict is not None and verdict.kind in SENT_BACK:
        raise NotReadyError(f"{SENT_BACK[verdict.kind]}（{verdict.note}），请重新计算、核对后再提请")
    return check
