"""What a computation reads: rules and approved inputs of one or many periods, ready for the engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from contests.models import Adjustment, Finding, RankingRun
from contests.selectors.compute.document import build_document, in_force
from contests.selectors.compute.rows import (
    criteria_of,
    events_of,
    placements_of,
    previous_ranks_of,
    readings_of,
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run, the document that the engine takes, and the ids behind the document's codes."""

    run: RankingRun
    document: dict[str, Any]
    entrants: dict[str, int]
    divisions: dict[str, int]


def prepare(runs: Sequence[RankingRun]) -> list[Prepared]:
    """Return the runs (given with period and contest) prepared for the engine: seven queries however many there are."""
    periods = [run.period for run in runs]
    contests = {period.contest_id for period in periods}
    criteria = criteria_of(contests)
    placements = placements_of(contests)
    readings = readings_of(periods)
    adjustments = events_of(Adjustment, periods, ("entrant__code", "scope", "kind", "points", "effect", "matter"))
    findings = events_of(Finding, periods, ("entrant__code", "scope", "colour", "by_hand", "fact"))
    previous = previous_ranks_of(periods)
    prepared = []
    for run in runs:
        period = run.period
        contest = period.contest_id
        placed = in_force(placements[contest], period)
        document = build_document(
            period,
            criteria[contest],
            placed,
            readings[contest],
            adjustments[period.pk],
            findings[period.pk],
            previous[period.pk],
        )
        prepared.append(
            Prepared(
                run=run,
                document=document,
                entrants={row.code: row.entrant for row in placed},
                divisions={row.division_code: row.division for row in placed},
            )
        )
    return prepared


def outdated(runs: Sequence[RankingRun]) -> set[int]:
    """Return the ids of the runs that would be computed from other rules or inputs if they were computed now."""
    return {one.run.pk for one in prepare(runs) if one.document != one.run.document} if runs else set()
