"""Import of 10,000 figures from a workbook and from CSV, beside only reading the file with the same reader.

Usage: DATABASE_URL=postgresql://… python benchmarks/import_speed.py     (an empty database)
       DATA_DIR=$(mktemp -d) python benchmarks/import_speed.py           (SQLite in an empty folder)
Target: at most 5 times the reading.
"""

import csv
import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scoreboard.settings")
os.environ.setdefault("SECRET_KEY", "benchmark-" * 6)
os.environ.setdefault("ALLOWED_HOSTS", "localhost")
django.setup()

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from contests.exchange.contest_file.schema import ContestPart
from contests.exchange.ratings_file import read_ratings
from contests.exchange.sheets import read_sheet
from contests.models import Contest, Rating
from contests.selectors.entry import entry_guide
from contests.services.contests import store_contest
from contests.services.entry import store_ratings

ENTRANTS, CRITERIA, MONTHS = 50, 20, 10
TARGET = 5


def make_contest() -> Contest:
    """Return a contest with 50 entrants, 20 criteria and 10 months: 10,000 figures."""
    spec = {
        "format": 1, "slug": "speed", "name": "测速", "publisher": "竞赛办", "host": "park",
        "calendar": {"starts_on": "2022-01-01", "ends_on": "2022-10-31", "ranked": ["month"]},
        "departments": [{"code": "park", "name": "园区", "kind": "park"}],
        "divisions": [{"code": "all", "name": "部门"}],
        "entrants": [
            {"code": f"e{n}", "name": f"参赛部门{n}", "department": "park", "division": "all"} for n in range(ENTRANTS)
        ],
        "dimensions": [
            {
                "code": "d", "name": "赛业绩",
                "criteria": [
                    {"code": f"k{n}", "name": f"指标{n}", "full_marks": 20, "cadence": "month", "method": "completion"}
                    for n in range(CRITERIA)
                ],
            }
        ],
    }  # fmt: skip
    return store_contest(spec=ContestPart.model_validate(spec).model_dump(mode="json"), actor=None)


def rows() -> list[list[Any]]:
    """Return header and figures as a user's sheet holds them."""
    figures = [
        [f"2022-{month:02}", f"参赛部门{entrant}", f"指标{criterion}", (entrant + criterion) % 20 + 0.5, 20]
        for month in range(1, MONTHS + 1)
        for entrant in range(ENTRANTS)
        for criterion in range(CRITERIA)
    ]
    return [["期次", "单位", "指标", "数值", "任务数"], *figures]


def as_csv(table: list[list[Any]]) -> bytes:
    """Return the table as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode()


def as_xlsx(table: list[list[Any]]) -> bytes:
    """Return the table as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in table:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def seconds(work: Callable[[], object], times: int) -> float:
    """Return the median time of the work in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Measure both kinds of file, print each ratio beside its target."""
    call_command("migrate", verbosity=0)
    contest = make_contest()

    def whole(name: str, data: bytes) -> None:
        Rating.objects.all().delete()
        start = time.perf_counter()
        figures = read_ratings(name, data, entry_guide(contest))
        store_ratings(contest=contest, figures=figures, entered_by=None, now=timezone.now(), source=name, sha256="")
        taken.append(time.perf_counter() - start)

    table = rows()
    for name, data in (("figures.xlsx", as_xlsx(table)), ("figures.csv", as_csv(table))):
        taken: list[float] = []
        reading = seconds(lambda name=name, data=data: read_sheet(name, data), 9)
        for _ in range(5):
            whole(name, data)
        total = statistics.median(taken)
        print(f"{connection.vendor} {name}: reading {reading * 1000:.0f} ms, import {total * 1000:.0f} ms, "
              f"ratio {total / reading:.1f} (target: at most {TARGET})")  # fmt: skip


if __name__ == "__main__":
    main()
