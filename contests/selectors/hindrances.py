"""What would stop runs that were passed on: told before the leading group, or the clock, tries to release them."""

from collections import defaultdict
from collections.abc import Collection

from contests.enums import SENT_BACK, Decision
from contests.models import Appeal, RankingRun, RecallRequest
from contests.selectors.appeals import WAITING, upheld_among
from contests.selectors.compute import outdated
from contests.selectors.contested import unsettled
from contests.selectors.open_points import open_points_in, points_since

CHANGED = "提请后数据有变动"
UNSETTLED = "提请后有申诉成立，尚未落实"
OPEN_SINCE = "提请后又有未办结的事项"
# Nothing that the office could mend: the leading group first has to decide.
ASKED_BACK = "撤回申请待决定"


def is_passed_on(run: RankingRun, *, verdict: str | None, is_void: bool) -> bool:
    """Return whether an unreleased run waits for the leading group, or by its word for the clock.

    `verdict` is the last on it; void is what was asked for before a recall.
    """
    return not is_void and hasattr(run, "check_row") and verdict not in SENT_BACK


def hindrances(ids: Collection[int]) -> dict[int, str]:
    """Return why checked runs could not be released now, by the run's id; none for one that could.

    The queries do not grow with the runs, but for those in whose period an appeal was upheld.
    """
    if not ids:
        return {}
    rows = RankingRun.objects.filter(pk__in=ids).select_related("period__contest__host", "check_row")
    runs = list(rows.order_by("pk"))
    stale = outdated(runs)
    points = open_points_in([(run.period, run) for run in runs])
    periods = [run.period_id for run in runs]
    upheld = _upheld_in(periods)
    requests = RecallRequest.objects.filter(release__period__in=periods, decision=Decision.PROPOSED)
    asked_back = set(requests.values_list("release__period", flat=True))
    found = {}
    for run in runs:
        judged = (
            (run.period_id in asked_back, ASKED_BACK),
            (run.pk in stale, CHANGED),
            (bool(unsettled(run, upheld[run.period_id])), UNSETTLED),
            (bool(points_since(points[run.period_id], run.check_row.open_facts)), OPEN_SINCE),
        )
        if why := next((words for holds, words in judged if holds), None):
            found[run.pk] = why
    return found


def _upheld_in(periods: Collection[int]) -> dict[int, list[Appeal]]:
    """Return the upheld appeals of periods that no correction has settled, by the period's id."""
    rows = Appeal.objects.filter(WAITING, release__period__in=periods).select_related("release__period", "entrant")
    found: dict[int, list[Appeal]] = defaultdict(list)
    for appeal in upheld_among(rows.defer("release__payload", "release__headline").order_by("filed_at", "pk")):
        found[appeal.release.period_id].append(appeal)
    return found
