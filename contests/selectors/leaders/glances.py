"""A contest in a few words: its newest result, its lists, and how far the running period has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from contests.enums import SENT_BACK, Colour, RunState, VerdictKind
from contests.models import Contest, Period, RankingRun, Release, Verdict
from contests.selectors.hindrances import hindrances, is_passed_on
from contests.selectors.leaders.gaps import Gaps, running
from contests.selectors.leaders.newest import Newest
from contests.selectors.leaders.recalled import Recalled, recalled_in
from contests.selectors.releases import recalls_after

# What a run says of the way from figures to the board, before it is released.
STATES = {RunState.QUEUED: "计算中", RunState.RUNNING: "计算中", RunState.FAILED: "计算失败"}


# What the leading group said of a checked run short of releasing it.
VERDICTS = {VerdictKind.TIMED.value: "已批准，定时发布"} | {
    kind: f"{words}，待重新计算" for kind, words in SENT_BACK.items()
}


@dataclass(frozen=True, slots=True)
class Running:
    """The period that a contest is at: reported cells of all, and where its result is on the way to the release."""

    period: Period
    reported: int
    total: int
    open: bool
    stage: str


@dataclass(frozen=True, slots=True)
class Glance:
    """A contest, its newest result and lists, what was taken back, the period it is at (None: all are released)."""

    newest: Newest
    red: Sequence[str]
    black: Sequence[str]
    recalled: Sequence[Recalled]
    running: Running | None

    @property
    def contest(self) -> Contest:
        """Return the contest."""
        return self.newest.contest


def glances(newest: Sequence[Newest], gaps: Gaps, now: datetime) -> list[Glance]:
    """Return the contests in the given order, in two queries: their running periods' computations, the recalls.

    What was passed on to the leading group costs those of `hindrances` besides.
    """
    at = {one.contest.pk: running(gaps, one.contest, now) for one in newest}
    runs: dict[int, Any] = {}
    periods = [period for period in at.values() if period]
    last = Verdict.objects.filter(run=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    rows = RankingRun.objects.filter(period__in=periods).defer("document").select_related("check_row")
    void = Exists(recalls_after(OuterRef("requested_at"), OuterRef("period")))
    standing = Release.objects.standing().filter(period=OuterRef("period")).values("run")[:1]
    for run in rows.annotate(verdict=Subquery(last), is_void=void, released=Subquery(standing)).order_by("revision"):
        runs[run.period_id] = run
    held_up = hindrances([run.pk for run in runs.values() if _waits(run)])
    taken_back = recalled_in([one.contest for one in newest])
    return [
        Glance(
            newest=one,
            red=one.names(Colour.RED),
            black=one.names(Colour.BLACK),
            recalled=taken_back[one.contest.pk],
            running=_running(at[one.contest.pk], gaps, runs, held_up, now),
        )
        for one in newest
    ]


def _running(
    period: Period | None, gaps: Gaps, runs: Mapping[int, Any], held_up: Mapping[int, str], now: datetime
) -> Running | None:
    if period is None:
        return None
    cells = gaps.cells[period.pk]
    total = len(cells.cells)
    still, run = period.closes_at > now, runs.get(period.pk)
    words = _stage(run, held_up.get(run.pk, "")) if run else "填报中" if still else "待计算"
    return Running(period, total - len(cells.missing), total, still, words)


def _waits(run: Any) -> bool:
    return run.pk != run.released and is_passed_on(run, verdict=run.verdict, is_void=run.is_void)


def _stage(run: Any, held_up: str) -> str:
    """Return where a period is by its newest run: computed, checked, taken back, released; or on the way once more."""
    if run.pk == run.released:
        return "已发布，重新开放填报中"
    words = _stage_before_release(run, held_up)
    return f"已发布；更正{words}" if run.released else words


def _stage_before_release(run: Any, held_up: str) -> str:
    if run.is_void:
        return "已撤回，待重新计算"
    if run.state != RunState.DONE:
        return STATES[RunState(run.state)]
    if not hasattr(run, "check_row"):
        return "已计算，待核对"
    if held_up:
        return f"已核对，但{held_up}，暂不能{'发布' if run.verdict == VerdictKind.TIMED else '批准'}"
    return VERDICTS.get(run.verdict or "", "已核对，待批准")
