"""What a run does not change: of the result that the leading group sent back, or of the issue that it would correct."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from contests.enums import VerdictKind
from contests.models import Period, RankingRun, Release, Verdict
from contests.selectors.releases import correction_changes, released_before


class Unchanged(NamedTuple):
    """That a run brings nothing new, in words, the name of the fact, and what its reason has to say."""

    what: str
    fact: str
    steps: str = ""


def last_decline(period: Period) -> Verdict | None:
    """Return why the leading group last sent a result of a period back, until the period is released after that."""
    declines = Verdict.objects.filter(run__period=period, kind=VerdictKind.DECLINED).select_related("run", "by")
    last = declines.defer("run__document").order_by("-pk").first()
    if last and Release.objects.filter(period=period, released_at__gt=last.at).exists():
        return None
    return last


def unchanged(run: RankingRun, changes: Mapping[str, Any] | None = None) -> Iterator[Unchanged]:
    """Yield in what a run (done, with its period) is the same as before; `changes` as in `open_points`.

    A correction without any change is no fault in itself: it may put right which document a deed rests on, which is
    not compared here. So it is not refused, but it needs a reason on record, as a result that was sent back and comes
    again as it was. What is released again after a recall says publicly why, changed or not.
    """
    declined = last_decline(run.period)
    if declined and declined.run_id != run.pk and declined.run.document == run.document:
        # What it was sent back for may be mended all the same: the bulletin, say, or a file.
        what = f"与领导小组退回的那次（第 {declined.run.revision} 次计算）结果相同"
        yield Unchanged(what, f"as declined {declined.pk}", "请在原因中写明已改正了什么，或为何不改")
    corrects = released_before(run)
    if corrects is None or corrects.is_recall or corrects.run_id == run.pk:
        return
    changes = changes or correction_changes(run, corrects)
    if not (changes["rules"] or changes["standings"]):
        yield Unchanged(f"与已发布的{corrects}没有差别：得分、名次、红黑榜和规则都没有变", f"as released {corrects.pk}")
