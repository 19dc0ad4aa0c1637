"""What waits for a person on the way to a release and after it: checks, approvals, appeals."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef

from contests.enums import RunState
from contests.models import Appeal, RankingRun, Standing
from contests.models.appeals import OPEN
from contests.selectors.links import hearing_link, release_desk_link
from contests.selectors.work.task import Desk, Task, place
from contests.selectors.work.words import waiting_words

# More computations of one contest than this stand in one line.
ONE_BY_ONE = 3


def releases(desk: Desk) -> Iterator[Task]:
    """Yield the newest computations that wait for the person's check or approval, in one query."""
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
    found: dict[tuple[int, str, str], list[tuple[RankingRun, datetime]]] = defaultdict(list)
    for run in rows.select_related("period__contest", "check_row").defer("document").order_by("pk"):
        check = getattr(run, "check_row", None)
        assert run.done_at is not None
        if check is None and run.period.contest_id in runs:
            found[run.period.contest_id, "待核对计算结果", "去核对"].append((run, run.done_at))
        elif check is not None and run.period.contest_id in leads and check.checked_by_id != desk.user.pk:
            found[run.period.contest_id, "待批准发布", "去批准"].append((run, check.checked_at))
    for (_, what, action), waiting in found.items():
        if len(waiting) > ONE_BY_ONE:
            # So many at once are gone through from the oldest on; a line for each would hide all else.
            yield _task(desk, f"{what} {len(waiting)} 期", action, *waiting[0], more=" 等")
        else:
            for run, since in waiting:
                yield _task(desk, what, action, run, since)


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
