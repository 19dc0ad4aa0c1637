"""The entry grid of 73 projects × 19 weeks: opening it, and saving one cell, through the whole of the site.

Usage: DATABASE_URL=postgresql://… python benchmarks/grid_speed.py     (an empty database)
       DATA_DIR=$(mktemp -d) python benchmarks/grid_speed.py           (SQLite in an empty folder)
Targets: a cell under 50 ms at the 95th percentile, the grid under 300 ms. Beside them stands an empty page of the same
site, so that figures of two machines can be compared.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scoreboard.settings")
os.environ.setdefault("SECRET_KEY", "benchmark-" * 6)
os.environ.setdefault("ALLOWED_HOSTS", "localhost")
os.environ.setdefault("HTTPS", "false")
django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contests.enums import Role
from contests.exchange.contest_file import read_contest_file
from contests.exchange.presets import presets
from contests.models import Contest, Period
from contests.services.accounts import grant_role
from contests.services.contests import store_contest
from contests.services.periods import reopen_period

GRADES = ("优秀", "良好", "一般")
CELLS = 400
CELL_TARGET, GRID_TARGET = 50, 300


def make_contest() -> Contest:
    """Return the preset with 73 projects and 19 weeks, every week open."""
    call_command("migrate", verbosity=0)
    preset = next(one for one in presets() if one.slug == "benpao")
    contest = store_contest(spec=read_contest_file("benpao.yaml", preset.contest.read_bytes()), actor=None)
    office = grant_role(
        username="office", display_name="", password=None, department=contest.host.code, role=Role.OFFICE, actor=None
    ).user
    now = timezone.now()
    for period in contest.periods.filter(cadence="week").select_related("contest__host"):
        reopen_period(period=period, until=now + timedelta(days=1), reason="测速", actor=office, now=now)
    return contest


def milliseconds(work: Callable[[int], object], times: int) -> tuple[float, float]:
    """Return the median and the 95th percentile of the time of the work."""
    taken = []
    for number in range(times):
        start = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def main() -> None:
    """Measure, print each figure beside its target."""
    contest = make_contest()
    client = Client(headers={"host": "localhost"})
    client.force_login(contest.host.membership_set.get(role=Role.OFFICE).user)
    weeks = list(Period.objects.filter(contest=contest, cadence="week").order_by("number"))
    entrants = list(contest.entrants.order_by("order").values_list("pk", flat=True))
    criterion = contest.criteria.exclude(method="").get(cadence="week").pk
    last = weeks[-1].code
    save = reverse("entry:cells", args=[contest.slug, last])

    def cell(number: int, seen: int = 0) -> None:
        week, entrant = weeks[number % len(weeks)], entrants[number // len(weeks) % len(entrants)]
        key, value = f"{week.pk}-{entrant}-{criterion}", GRADES[number % 3]
        sent = {"key": key, "value": value, "target": "", "note": "", "seen": str(seen)}
        assert client.post(save, sent).status_code == 200

    def grid(_: int) -> None:
        assert client.get(reverse("entry:grid", args=[contest.slug, last])).status_code == 200

    for number in range(len(weeks) * len(entrants) - CELLS):
        cell(number)
    start = len(weeks) * len(entrants) - CELLS
    results = {
        "empty page": (milliseconds(lambda _: client.get(reverse("login")), 50), None),
        "cell": (milliseconds(lambda number: cell(start + number), CELLS), CELL_TARGET),
        "grid": (milliseconds(grid, 20), GRID_TARGET),
    }
    for name, ((median, high), target) in results.items():
        said = f" (target: under {target} ms)" if target else ""
        print(f"{connection.vendor} {name}: median {median:.1f} ms, 95 % within {high:.1f} ms{said}")


if __name__ == "__main__":
    main()
