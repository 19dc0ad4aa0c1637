"""What stands for a period in a leader's eyes: its release, or before there is one its newest computation."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils import timezone

from contests.enums import RunState
from contests.models import Contest, Period, RankingRun, Release, Standing
from contests.scoring.document import CADENCES
from contests.selectors.releases import recalls_after


@dataclass(frozen=True, slots=True)
class Result:
    """A period (with its contest) and the run that stands for it; `number` is that of the issue, None before one.

    `at` is when it was released, or else computed; `places` and `label` are of the issue's scores, None before one.
    `pending` is a later run of a released period that would correct it.
    """

    period: Period
    run: int
    revision: int
    at: datetime
    number: int | None
    places: int | None = None
    label: str | None = None
    pending: int | None = None

    @property
    def day(self) -> date:
        """Return the day of the release, or of the computation."""
        return timezone.localdate(self.at)

    @property
    def order(self) -> tuple[date, int]:
        """Return what sorts results: the latest end last, and of those that end together the longest last."""
        return self.period.ends_on, CADENCES.index(self.period.cadence)


def results_in(contests: Iterable[Contest]) -> dict[int, list[Result]]:
    """Return the results of contests by the contest's id, the newest first, in three queries."""
    by_id = {contest.pk: contest for contest in contests}
    released, computed = _released(by_id), _computed(by_id)
    found: dict[int, list[Result]] = {pk: [] for pk in by_id}
    for period in Period.objects.filter(pk__in={*released, *computed}):
        period.contest = by_id[period.contest_id]
        run, revision, at = computed.get(period.pk, (None, 0, None))
        if period.pk in released:
            issued = released[period.pk]
            later = run if revision > issued.revision else None
            one = Result(period, *issued[1:], pending=later)
        else:
            assert run is not None
            assert at is not None
            one = Result(period, run, revision, at, None)
        found[period.contest_id].append(one)
    return {pk: sorted(rows, key=lambda row: row.order, reverse=True) for pk, rows in found.items()}


class Issued(NamedTuple):
    """What is told of a release without its document."""

    period: int
    run: int
    revision: int
    at: datetime
    number: int
    places: int
    label: str


def _released(contests: Iterable[int]) -> dict[int, Issued]:
    """Return the releases that stand, by period."""
    rows = (
        Release.objects.standing()
        .filter(contest__in=list(contests))
        .annotate(places=KeyTransform("places", "headline"), label=KeyTextTransform("score_label", "headline"))
    )
    told = rows.values_list("period_id", "run_id", "run__revision", "released_at", "number", "places", "label")
    return {row[0]: Issued(*row) for row in told}


def _computed(contests: Iterable[int]) -> dict[int, tuple[int, int, datetime]]:
    """Return (run, revision, when) of the newest computation with a rank that was never released, by period.

    What was computed before the period was recalled is shown no more than what was recalled.
    """
    ranked = Standing.objects.filter(run=OuterRef("pk"), rank__isnull=False)
    void = recalls_after(OuterRef("requested_at"), OuterRef("period"))
    rows = RankingRun.objects.filter(
        Exists(ranked), ~Exists(void), period__contest__in=list(contests), state=RunState.DONE, release__isnull=True
    ).order_by("revision")
    told = rows.values_list("period_id", "pk", "revision", "done_at")
    return {period: (pk, revision, at) for period, pk, revision, at in told if at is not None}


def of_cadence(results: Sequence[Result]) -> dict[str, list[Result]]:
    """Return results by cadence, the shortest first, each list in the given order."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for cadence in CADENCES:
        if same := [result for result in results if result.period.cadence == cadence]:
            groups[cadence] = same
    return dict(groups)
