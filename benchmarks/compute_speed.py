"""Compute and store many contests by one process, beside a bare SQL weighted sum with rank() on the same rows.

Usage: DATABASE_URL=postgresql://… python benchmarks/compute_speed.py [CONTESTS]
Fills the database that is named (an empty one) with CONTESTS × 20 entrants × 15 criteria, half of them completion.
Target: at most 8 times the bare SQL; memory flat in the number of contests.
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scoreboard.settings")
os.environ.setdefault("SECRET_KEY", "benchmark-" * 6)
os.environ.setdefault("ALLOWED_HOSTS", "localhost")
django.setup()

from django.core.management import call_command
from django.db import connection

from contests.models import (
    Contest,
    Criterion,
    Department,
    Division,
    Entrant,
    Period,
    Placement,
    RankingRun,
    Rating,
    User,
)
from contests.models.bulk import insert_rows
from contests.services.compute import BATCH, compute_runs

ENTRANTS, DIMENSIONS, CRITERIA = 20, 3, 5
TARGET = 8
RATING_FIELDS = (
    "period", "entrant", "criterion", "value", "target", "note", "review_note", "status", "version", "approved_by",
    "entered_at",
)  # fmt: skip
RUN_FIELDS = ("period", "revision", "state", "progress", "attempt", "claimed_by", "requested_at", "error")
NOW = datetime(2022, 10, 14, tzinfo=UTC)

BARE_SQL = """
SELECT period_id, entrant_id, total, rank() OVER (PARTITION BY period_id ORDER BY total DESC)
FROM (
    SELECT r.period_id, r.entrant_id,
           sum(c.weight * CASE c.method WHEN 'points' THEN r.value
               ELSE round(c.full_marks * least(r.value / r.target, 1), 2) END) AS total
    FROM contests_rating r JOIN contests_criterion c ON c.id = r.criterion_id
    WHERE r.status = 'approved'
    GROUP BY r.period_id, r.entrant_id
) AS totals
"""


def rows_of(model: type, fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows in slices that keep the statement small."""
    for start in range(0, len(rows), 5000):
        insert_rows(model, fields, rows[start : start + 5000])


def fill(contests: int) -> None:
    """Create the contests with every figure approved, and a queued run of each."""
    user = User.objects.create(username="benchmark")
    ids = _fill_contests(contests)
    entrants = list(Entrant.objects.order_by("pk").values_list("contest_id", "pk", "order"))
    _fill_criteria(ids)
    periods = dict(Period.objects.values_list("contest_id", "pk"))
    leaves: dict[int, list[tuple[int, int]]] = {}
    nodes = Criterion.objects.exclude(method="").order_by("pk").values_list("contest_id", "pk", "order")
    for contest, pk, order in nodes:
        leaves.setdefault(contest, []).append((pk, order))
    ratings = [
        (periods[contest], entrant, criterion, (n * 7 + order * 3) % 20, 20, "", "", "approved", 1, user.pk, NOW)
        for contest, entrant, n in entrants
        for criterion, order in leaves[contest]
    ]
    rows_of(Rating, RATING_FIELDS, ratings)
    runs = [(period, 1, "queued", 0, 0, "", NOW, "") for period in periods.values()]
    rows_of(RankingRun, RUN_FIELDS, runs)


def _fill_contests(contests: int) -> list[int]:
    park = Department.objects.create(code="park", name="园区", kind="park", path="/park/")
    boards = [{"scope": "total", "colour": colour, "places": 3} for colour in ("red", "black")]
    start, end = date(2022, 7, 1), date(2022, 10, 31)
    Contest.objects.bulk_create(
        Contest(
            slug=f"c{number}", name=f"竞赛{number}", host=park, publisher="竞赛办", starts_on=start, ends_on=end,
            cadences=["month"], rank_by=[{"by": "total", "order": "desc"}], boards=boards,
        )
        for number in range(contests)
    )  # fmt: skip
    ids = list(Contest.objects.order_by("pk").values_list("pk", flat=True))
    Division.objects.bulk_create(Division(contest_id=pk, code="all", name="部门", order=0) for pk in ids)
    divisions = dict(Division.objects.values_list("contest_id", "pk"))
    names = ((pk, n) for pk in ids for n in range(ENTRANTS))
    entrants = Entrant.objects.bulk_create(
        (Entrant(contest_id=pk, department=park, code=f"e{n}", name=f"单位{n}", order=n) for pk, n in names),
        batch_size=5000,
    )
    placed = [(entrant.pk, divisions[entrant.contest_id], start) for entrant in entrants]
    rows_of(Placement, ("entrant", "division", "starts_on"), placed)
    Period.objects.bulk_create(
        Period(
            contest_id=pk, cadence="month", code="2022-09", number=3, starts_on=date(2022, 9, 1),
            ends_on=date(2022, 9, 30), entry_closes_at=NOW,
        )
        for pk in ids
    )  # fmt: skip
    return ids


def _fill_criteria(contests: Sequence[int]) -> None:
    Criterion.objects.bulk_create(
        (
            Criterion(contest_id=pk, code=f"d{d}", name=f"维度{d}", order=d * 10, weight=1)
            for pk in contests
            for d in range(DIMENSIONS)
        ),
        batch_size=5000,
    )
    dimensions = list(Criterion.objects.filter(method="").values_list("contest_id", "pk", "order"))
    Criterion.objects.bulk_create(
        (
            Criterion(
                contest_id=contest, parent_id=pk, code=f"k{order + n}", name=f"指标{order + n}", order=order + n + 1,
                weight=1, full_marks=20, cadence="month", method=("points", "completion")[n % 2], roll_up="mean",
                missing="unranked",
            )
            for contest, pk, order in dimensions
            for n in range(CRITERIA)
        ),
        batch_size=5000,
    )  # fmt: skip


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare() -> int:
    """Run the bare statement and fetch what it gives."""
    with connection.cursor() as cursor:
        cursor.execute(BARE_SQL)
        return len(cursor.fetchall())


def compute_all() -> None:
    """Compute every queued run, a batch at a time."""
    ids = list(RankingRun.objects.filter(state="queued").order_by("pk").values_list("pk", flat=True))
    for number, start in enumerate(range(0, len(ids), BATCH)):
        compute_runs(run_ids=ids[start : start + BATCH], worker=f"benchmark-{number}", now=NOW)
        if number == 0:
            print(f"memory after the first batch: {peak()} MB")


def peak() -> int:
    """Return the greatest memory the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Fill, measure, print the ratio beside its target."""
    contests = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    call_command("migrate", verbosity=0)
    fill(contests)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    bare()
    sql = min(timed(bare) for _ in range(3))
    ours = timed(compute_all)
    ratings = contests * ENTRANTS * DIMENSIONS * CRITERIA
    print(f"memory at the end: {peak()} MB")
    print(f"{ratings} ratings: bare SQL {sql:.2f} s, computed and stored {ours:.2f} s")
    print(f"ratio {ours / sql:.1f} (target: at most {TARGET})")


if __name__ == "__main__":
    main()
