"""What a computation reads of other periods, and of the ledger that runs through them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import OuterRef, Subquery

from contests.enums import Colour
from contests.models import BoardEntry, Period, Problem, Release, Standing
from contests.scoring.document import TOTAL
from contests.selectors.compute.rows import Before, Ranks


def standings_before(periods: Sequence[Period]) -> dict[int, Ranks]:
    """Return, by period, how entrants stood in the latest period before it that is released, as it stands today."""
    released: dict[tuple[int, str], list[tuple[date, int]]] = defaultdict(list)
    releases = Release.objects.standing().filter(period__contest__in={period.contest_id for period in periods})
    for contest, cadence, ends_on, run in releases.order_by("period__ends_on").values_list(
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


def places_in(cadences: Mapping[Period, str]) -> dict[int, list[tuple[int, str, int]]]:
    """Return, by period, (entrant, period, rank) of the totals released for the shorter periods that close in it.

    Given are the periods whose rules look at such places, each with the cadence of the shorter ones.
    """
    found: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    if not cadences:
        return found
    rows = Standing.objects.filter(
        run__release__corrected_by__isnull=True,
        run__release__period__contest__in={period.contest_id for period in cadences},
        scope=TOTAL,
        rank__isnull=False,
    ).order_by("run__period__ends_on", "entrant__order")
    for contest, cadence, ends_on, code, entrant, rank in rows.values_list(
        "run__period__contest_id",
        "run__period__cadence",
        "run__period__ends_on",
        "run__period__code",
        "entrant_id",
        "rank",
    ):
        for period, shorter in cadences.items():
            inside = period.starts_on <= ends_on <= period.ends_on
            if inside and (contest, cadence) == (period.contest_id, shorter) and rank is not None:
                found[period.pk].append((entrant, code, rank))
    return found
