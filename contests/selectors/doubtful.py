"""What a result holds that may not be meant: a matter that comes to nothing, a total below zero."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from contests.enums import Decision
from contests.models import BoardEntry, Finding, RankingRun, Standing
from contests.scoring.decimals import plain
from contests.scoring.document import TOTAL

# What lets a list take in entrants by their results; a list without any of it has only what is put there by hand.
BY_RESULT = ("places", "at_least", "above", "at_most", "below")


class Doubt(NamedTuple):
    """What may not be meant, in words; the finding that it is about, None for a score; and the name of the fact."""

    what: str
    finding: int | None
    fact: str


def below_zero(runs: Collection[RankingRun]) -> dict[int, list[Doubt]]:
    """Return the totals below zero of runs, by the run's id, in one query."""
    found: dict[int, list[Doubt]] = defaultdict(list)
    rows = Standing.objects.filter(run__in=runs, scope=TOTAL, score__lt=0).select_related("entrant")
    for row in rows.order_by("entrant__order"):
        assert row.score is not None
        score = plain(row.score)
        what = f"{row.entrant}：总分为负（{score} 分），请核对加扣分"
        found[row.run_id].append(Doubt(what, None, f"below zero {row.entrant_id} {score}"))
    return found


def without_effect(run: RankingRun, entries: Sequence[BoardEntry], findings: Sequence[Finding]) -> Iterator[Doubt]:
    """Yield the approved findings of a run (done) that put nobody on a list and change no score.

    They have their adjustments prefetched. On a list that goes by results a finding is the reason of whoever is on it,
    and of no other: that is as it should be.
    """
    assert run.document is not None
    ranked = {
        (board["scope"], board["colour"])
        for board in run.document["rules"].get("boards", ())
        if any(board.get(bound) is not None for bound in BY_RESULT)
    }
    listed = {(entry.entrant_id, entry.scope, entry.colour) for entry in entries}
    for one in findings:
        on_list = (one.entrant_id, one.scope, one.colour) in listed
        if one.decision != Decision.APPROVED or one.by_hand or on_list or one.adjustments.all():
            continue
        if (one.scope, one.colour) not in ranked:
            fact = "暗访发现的事项" if one.covert else f"“{one}”"
            what = (
                f"{one.entrant} {one.get_colour_display()} {fact}已批准，但没有上榜，也不影响得分："
                "所选范围的这一榜不按名次列入，登记时又没有选“直接上榜”"
            )
            yield Doubt(what, one.pk, f"without effect {one.pk} {one.version}")
