"""What a computation reads of other periods, and of the ledger that runs through them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import OuterRef, Subquery

from contests.enums import Colour
from contests.models import BoardEntry, Period, Problem, Release, Standing
from contests.scoring.document import TOTAL
from contests.selectors.compute.rows import Before, Ranks


def standings_before(periods: Sequence[Period]) -> dict[int, Ranks]:
    """Return, by period, how entrants stood in the latest period before it that is released, as it stands today."""
    released: dict[tuple[int, str], list[tuple[date, int]]] = defaultdict(list)
    releases = Release.objects.filter(
        corrected_by__isnull=True, period__contest__in={period.contest_id for period in periods}
    ).order_by("period__ends_on")
    for contest, cadence, ends_on, run in releases.values_list(
        "period__contest_id", "period__cadence", "period__ends_on", "run_id"
    ):
        released[contest, cadence].append((ends_on, run))
    runs = {
        period.pk: run
        for period in periods
        for ends_on, run in released[period.contest_id, period.cadence]
        if ends_on < period.ends_on
    }
    found = _standings_of(set(runs.values())) if runs else {}
    return {period.pk: found.get(runs.get(period.pk, 0), {}) for period in periods}


def _standings_of(runs: set[int]) -> dict[int, Ranks]:
    """Return how entrants stood in each run, with the black entries in a row that they had come to."""
    black = BoardEntry.objects.filter(
        run=OuterRef("run"), entrant=OuterRef("entrant"), scope=OuterRef("scope"), colour=Colour.BLACK
    )
    rows = (
        Standing.objects.filter(run__in=runs)
        .annotate(streak=Subquery(black.values("streak")))
        .order_by("scope", "entrant_id")
        .values_list("run_id", "entrant_id", "scope", "division_id", "rank", "streak")
    )
    found: dict[int, Ranks] = defaultdict(lambda: defaultdict(list))
    for run, entrant, *values in rows:
        found[run][entrant].append(Before(*values))
    return found


def ledger_of(contests: set[int]) -> dict[int, dict[int, list[list[str | None]]]]:
    """Return the problems of each contest by entrant, as [number, assigned, due, closed]."""
    found: dict[int, dict[int, list[list[str | None]]]] = defaultdict(lambda: defaultdict(list))
    if not contests:
        return found
    problems = Problem.objects.filter(contest__in=contests).order_by("entrant__order", "number")
    for contest, entrant, number, *days in problems.values_list(
        "contest_id", "entrant_id", "number", "assigned_on", "due_on", "closed_on"
    ):
        found[contest][entrant].append([number, *(day.isoformat() if day else None for day in days)])
    return found


def places_in(period: Period, cadence: str) -> list[tuple[int, str, int]]:
    """Return (entrant, period, rank) of the totals released for the shorter periods that close in one."""
    rows = Standing.objects.filter(
        run__release__corrected_by__isnull=True,
        run__release__period__contest=period.contest_id,
        run__release__period__cadence=cadence,
        run__release__period__ends_on__range=(period.starts_on, period.ends_on),
        scope=TOTAL,
        rank__isnull=False,
    ).order_by("run__period__ends_on", "entrant__order")
    return [
        (entrant, code, rank)
        for entrant, code, rank in rows.values_list("entrant_id", "run__period__code", "rank")
        if rank is not None
    ]
