"""The document of a period: the released one, or what a computation that is not released would become."""

from dataclasses import dataclass
from datetime import datetime

from contests.models import Contest, RankingRun
from contests.selectors.issues import Issue, issues_in, listed
from contests.selectors.leaders.results import Result, results_in
from contests.selectors.payloads import Payload
from contests.selectors.published import payload_of
from contests.selectors.unreleased import unreleased


@dataclass(frozen=True, slots=True)
class Shown:
    """A result with its document; `issue` is the one it was released as, None for what is not released.

    `earlier` and `later` are codes of the neighbouring periods of the same cadence that have a result.
    """

    contest: Contest
    result: Result
    board: Payload
    issue: Issue | None
    earlier: str | None
    later: str | None

    @property
    def has_pending(self) -> bool:
        """Return whether the period is released and a later computation would correct it."""
        return self.issue is not None and self.result.pending is not None


def shown(contest: Contest, code: str, now: datetime, *, pending: bool = False) -> Shown | None:
    """Return the result of a period, None where there is none: nine queries at most, whatever is in it.

    Asked for what is `pending`, it is the later computation of a released period, None where there is none.
    """
    results = results_in([contest])[contest.pk]
    result = next((one for one in results if one.period.code == code), None)
    if result is None or (pending and result.pending is None):
        return None
    same = [one.period.code for one in results if one.period.cadence == result.period.cadence]
    at = same.index(code)
    later, earlier = same[at - 1] if at else None, same[at + 1] if same[at + 1 :] else None
    if result.number is None or pending:
        run = RankingRun.objects.select_related("period__contest__host").get(pk=result.pending or result.run)
        return Shown(contest, result, unreleased(run, now).board, None, earlier, later)
    # Not out of the list that is kept for everyone, which may be from before the release.
    (issue,) = issues_in(listed().filter(run=result.run))
    return Shown(contest, result, Payload(payload_of(issue)), issue, earlier, later)
