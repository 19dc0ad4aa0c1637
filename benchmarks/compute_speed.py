"""Compute and store many contests by one process, beside a bare SQL weighted sum with rank() on the same rows.

Usage: DATABASE_URL=postgresql://… python benchmarks/compute_speed.py [CONTESTS] [--processes N]
Fills the database that is named (an empty one) with CONTESTS (2000) × 20 entrants × 15 criteria, half of them
completion: 200 contests are 60 thousand ratings, 2000 are 600 thousand, 20000 are 6 million.
With --processes the same is computed again, a revision on, by N processes that share the runs out.
Targets: at most 8 times the bare SQL, as one process against one process; the same time a rating whatever the number
of contests; memory flat; a second process takes at least a third off the time.
"""

import argparse
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scoreboard.settings")
os.environ.setdefault("SECRET_KEY", "benchmark-" * 6)
os.environ.setdefault("ALLOWED_HOSTS", "localhost")
django.setup()

from _filling import CRITERIA, DIMENSIONS, ENTRANTS, NOW, fill
from django.core.management import call_command
from django.db import connection

from contests.models import Period, RankingRun
from contests.services.compute import BATCH, compute_runs

RATIO, SAVING = 8, 1 / 3

BARE_SQL = """
SELECT period_id, entrant_id, total, rank() OVER (PARTITION BY period_id ORDER BY total DESC)
FROM (
    SELECT r.period_id, r.entrant_id,
           sum(w.weight * CASE c.method WHEN 'points' THEN r.value
               ELSE round(c.full_marks * least(r.value / r.target, 1), 2) END) AS total
    FROM contests_rating r JOIN contests_criterion c ON c.id = r.criterion_id
         JOIN weights w ON w.criterion_id = c.id
    WHERE r.status = 'approved'
    GROUP BY r.period_id, r.entrant_id
) AS totals
"""

# Rules keep the weights now; the bare statement has them in a table of its own.
WEIGHTS = """
CREATE TABLE IF NOT EXISTS weights AS
SELECT id AS criterion_id, 1.0::numeric AS weight FROM contests_criterion WHERE method <> '';
ANALYZE weights
"""


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


def bare_seconds(workers: str) -> float:
    """Return the best time of four of the bare statement, helped by at most so many parallel workers of the server."""
    with connection.cursor() as cursor:
        cursor.execute(WEIGHTS)
        cursor.execute(f"SET max_parallel_workers_per_gather = {workers}")
    return min(timed(bare) for _ in range(4))


def queue(revision: int) -> list[int]:
    """Queue a run of every period and bring the statistics up to date; return the ids in the order of the periods."""
    periods = Period.objects.order_by("pk").values_list("pk", flat=True)
    runs = (RankingRun(period_id=pk, revision=revision, requested_at=NOW) for pk in periods.iterator())
    RankingRun.objects.bulk_create(runs, batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return list(RankingRun.objects.filter(revision=revision).order_by("pk").values_list("pk", flat=True))


def compute_all(ids: list[int], name: str = "benchmark") -> None:
    """Compute the runs, a batch at a time."""
    for number, start in enumerate(range(0, len(ids), BATCH)):
        compute_runs(run_ids=ids[start : start + BATCH], worker=f"{name}-{number}", now=NOW)
        if number == 0:
            print(f"{name}: memory after the first batch {peak()} MB")
    print(f"{name}: memory at the end {peak()} MB")


def compute_shared(ids: list[int], processes: int) -> None:
    """Compute the runs by so many processes, each an equal share of them."""
    connection.close()
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=compute_all, args=(ids[n::processes], f"process {n}")) for n in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert all(worker.exitcode == 0 for worker in workers)


def peak() -> int:
    """Return the greatest memory the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Fill, measure, print each figure beside its target."""
    parser = argparse.ArgumentParser()
    parser.add_argument("contests", nargs="?", type=int, default=2000)
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    fill(options.contests)
    ids = queue(revision=1)
    ratings = options.contests * ENTRANTS * DIMENSIONS * CRITERIA
    single = bare_seconds("0")
    parallel = bare_seconds("DEFAULT")
    ours = timed(lambda: compute_all(ids))
    print(f"{ratings} ratings computed and stored in {ours:.2f} s, {ours / ratings * 1e6:.1f} µs a rating")
    print(f"bare SQL, one process:              {single:.2f} s, ratio {ours / single:.1f} (target: at most {RATIO})")
    print(f"bare SQL, parallel workers allowed: {parallel:.2f} s, ratio {ours / parallel:.1f}")
    if options.processes > 1:
        again = queue(revision=2)
        shared = timed(lambda: compute_shared(again, options.processes))
        print(f"{options.processes} processes: {shared:.2f} s, saving {1 - shared / ours:.0%} (target: {SAVING:.0%})")


if __name__ == "__main__":
    main()
