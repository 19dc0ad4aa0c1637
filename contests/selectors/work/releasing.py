"""What waits for a person on the way to a release and after it: checks, approvals, recalls, appeals."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from contests.enums import SENT_BACK, RunState, VerdictKind
from contests.models import Adjustment, Appeal, Criterion, Finding, RankingRun, Rating, Standing, Verdict
from contests.models.appeals import OPEN
from contests.scoring.methods import METHODS
from contests.selectors.calendar import closing_in_outer
from contests.selectors.hindrances import ASKED_BACK, OPEN_SINCE, hindrances, is_passed_on
from contests.selectors.links import hearing_link, recall_link, release_desk_link
from contests.selectors.missing import REPORTED
from contests.selectors.recalls import waiting_in
from contests.selectors.releases import recalls_after
from contests.selectors.work.task import Desk, Task, place
from contests.selectors.work.words import waiting_words

# More computations of one contest than this stand in one line.
ONE_BY_ONE = 3


def releases(desk: Desk) -> Iterator[Task]:
    """Yield the newest computations that wait for the person's check or approval, and what holds up the waiting ones.

    One query, and those of `hindrances` where something was passed on.
    """
    runs, leads = (
        {pk for pk, contest in desk.contests.items() if has_role(contest)}
        for has_role in (desk.access.runs, desk.access.releases)
    )
    if not runs | leads:
        return
    newer = RankingRun.objects.filter(period=OuterRef("period"), revision__gt=OuterRef("revision"))
    ranked = Standing.objects.filter(run=OuterRef("pk"), rank__isnull=False)
    rows = RankingRun.objects.filter(
        ~Exists(newer), Exists(ranked), period__contest__in=runs | leads, state=RunState.DONE, release=None
    )
    last = Verdict.objects.filter(run=OuterRef("pk")).order_by("-pk")[:1]
    rows = rows.annotate(
        verdict=Subquery(last.values("kind")),
        verdict_at=Subquery(last.values("at")),
        recalled_at=Subquery(recalls_after(OuterRef("requested_at"), OuterRef("period")).values("released_at")[:1]),
        holds_data=_holds_data(),
    )
    waiting_runs = list(rows.select_related("period__contest", "check_row").defer("document").order_by("pk"))
    held_up = hindrances([run.pk for run in waiting_runs if _is_passed_on(run)])
    found: dict[tuple[int, str, str], list[tuple[RankingRun, datetime]]] = defaultdict(list)
    for run in waiting_runs:
        if (turn := _turn(desk, run, runs, leads, held_up.get(run.pk))) is not None:
            what, action, since = turn
            found[run.period.contest_id, what, action].append((run, since))
    for (_, what, action), waiting in found.items():
        if len(waiting) > ONE_BY_ONE:
            # So many at once are gone through from the oldest on; a line for each would hide all else.
            yield _task(desk, f"{what} {len(waiting)} 期", action, *waiting[0], more=" 等")
        else:
            for one, since in waiting:
                yield _task(desk, what, action, one, since)


def _holds_data() -> Q:
    """Return whether something was reported for the period of a run, or for the shorter ones that close in it.

    Where the ledger alone counts, nothing is ever reported.
    """
    inside = closing_in_outer("period__", "period__")
    figures = Rating.objects.filter(inside, period__contest=OuterRef("period__contest"), status__in=REPORTED)
    ledger = [name for name, method in METHODS.items() if method.ledger]
    entered = Criterion.objects.filter(contest=OuterRef("period__contest")).exclude(method__in=["", *ledger])
    events = (Exists(model.objects.filter(period=OuterRef("period"))) for model in (Finding, Adjustment))
    return reduce(or_, events, Q(Exists(figures)) | ~Q(Exists(entered)))


def _is_passed_on(run: Any) -> bool:
    return is_passed_on(run, verdict=run.verdict, is_void=run.recalled_at is not None)


def _turn(
    desk: Desk, run: Any, runs: Collection[int], leads: Collection[int], held_up: str | None
) -> tuple[str, str, datetime] | None:
    """Return what the person has to do about a run, the words for doing it, and since when; None for nothing."""
    contest = run.period.contest_id
    if _is_passed_on(run) and held_up is None:
        check, timed = run.check_row, run.verdict == VerdictKind.TIMED
        approves = contest in leads and check.checked_by_id != desk.user.pk and not timed
        return ("待批准发布", "去批准", check.checked_at) if approves else None
    # All else is the office's turn: what cannot be released is nothing to approve.
    if contest not in runs or held_up == ASKED_BACK:
        return None
    if run.recalled_at is not None:
        return "本期已撤回，待重新计算提请", "去处理", run.recalled_at
    if held_up is not None:
        timed_words = "定时发布到时不会发布：" if run.verdict == VerdictKind.TIMED else ""
        mend = "待办结或重新计算提请" if held_up == OPEN_SINCE else "待重新计算提请"
        return f"{timed_words}{held_up}，{mend}", "去处理", run.check_row.checked_at
    if run.verdict in SENT_BACK:
        return f"{SENT_BACK[run.verdict]}，待重新计算提请", "去处理", run.verdict_at
    # Where the ledger counts too, weeks of which nobody has reported a figure are computed all the same.
    return ("待核对计算结果", "去核对", run.done_at) if run.holds_data else None


def _task(desk: Desk, what: str, action: str, run: RankingRun, since: datetime, more: str = "") -> Task:
    return Task(
        kind="release",
        what=what,
        where=f"{place(run.period)}{more}",
        when=waiting_words(since, desk.now),
        action=action,
        address=release_desk_link(run.period.contest.slug, run.period.code),
        late=False,
        urgency=desk.now,
    )


def recalls(desk: Desk) -> Iterator[Task]:
    """Yield the recalls that were asked for and wait for the person's decision, in one query."""
    leads = {pk for pk, contest in desk.contests.items() if desk.access.releases(contest)}
    if not leads:
        return
    for request in waiting_in(leads, not_by=desk.user.pk):
        period = request.release.period
        yield Task(
            kind="recall",
            what=f"待决定撤回：{request.release}",
            where=place(period),
            when=waiting_words(request.requested_at, desk.now),
            action="去决定",
            address=recall_link(period.contest.slug, request.release.number),
            late=False,
            urgency=desk.now,
            note=f"撤回原因：{request.reason}",
        )


def appeals(desk: Desk) -> Iterator[Task]:
    """Yield the appeals that wait for the person's decision, in one query."""
    hears = [pk for pk, contest in desk.contests.items() if desk.access.hears(contest)]
    if not hears:
        return
    rows = Appeal.objects.filter(release__contest__in=hears, state__in=OPEN).exclude(filed_by=desk.user)
    rows = rows.select_related("release__period__contest", "entrant").defer("release__payload", "release__headline")
    for appeal in rows.order_by("filed_at", "pk"):
        period = appeal.release.period
        yield Task(
            kind="appeal",
            what=f"待处理申诉：{appeal}",
            where=place(period),
            when=waiting_words(appeal.filed_at, desk.now),
            action="去处理",
            address=hearing_link(period.contest.slug, appeal),
            late=False,
            urgency=desk.now,
        )
