"""Write the audit workbook of a year of weeks, beside a dump of the same cells as plain values.

Usage: python benchmarks/audit_workbook_speed.py
73 entrants in four divisions are graded in each of 52 weeks; the year is the mean of its months.
Target: less than 5 times the dump.
"""

import io
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from contests.exchange.audit_workbook import audit_workbook
from contests.scoring.decimals import plain
from contests.scoring.evaluate import evaluate

ENTRANTS, DIVISIONS, WEEKS = 73, 4, 52
TARGET = 5
FIRST = date(2024, 1, 1)
GRADES = ("优秀", "良好", "一般", "较差")
RULES: dict[str, Any] = {
    "rounding": {"criterion": 2, "total": 2, "mode": "half_up"},
    "limits": {"bonus": None, "deduction": None, "floor": None, "ceiling": None},
    "score_label": "评级得分",
    "rank_by": [{"by": "total", "order": "desc"}],
    "dimensions": [
        {
            "code": "pingji",
            "name": "评级",
            "weight": "1",
            "part": None,
            "criteria": [
                {
                    "code": "zhouping",
                    "name": "周评",
                    "full_marks": "100",
                    "division_marks": {},
                    "weight": "1",
                    "cadence": "week",
                    "method": "grade",
                    "params": {},
                    "roll_up": {
                        to: {"by": "mean", "of": of, "missing": "zero", "weights": []}
                        for of, to in (("week", "month"), ("month", "year"))
                    },
                    "missing": "unranked",
                }
            ],
        }
    ],
    "parts": [],
    "boards": [{"scope": "total", "colour": colour, "places": 3} for colour in ("red", "black")],
    "grades": [],
    "quota": {"rounding": "down", "ties": "out"},
    "combined": False,
    "place_bonus": None,
    "escalation": {},
}


def periods() -> dict[str, Any]:
    """Return the weeks, months and the year of a document."""

    def span(cadence: str, start: date, end: date, **within: str) -> dict[str, Any]:
        setting = [end.month, 12, (end - FIRST).days + 1, 366, f"{end:%Y-%m}"]
        return {
            "cadence": cadence,
            "start": start.isoformat(),
            "end": end.isoformat(),
            "within": within,
            "setting": setting,
        }

    year = f"{FIRST:%Y}"
    found = {year: span("year", FIRST, date(FIRST.year, 12, 31))}
    for month in range(1, 13):
        start, after = date(FIRST.year, month, 1), date(FIRST.year + month // 12, month % 12 + 1, 1)
        found[f"{year}-{month:02}"] = span("month", start, after - timedelta(days=1), year=year)
    for week in range(WEEKS):
        start = FIRST + timedelta(weeks=week)
        end = start + timedelta(days=6)
        found[f"{year}-W{week + 1:02}"] = span("week", start, end, month=f"{end:%Y-%m}", year=year)
    return found


def release() -> dict[str, Any]:
    """Return the payload of a release of the year."""
    codes = [f"x{number:02}" for number in range(ENTRANTS)]
    weeks = periods()
    document: dict[str, Any] = {
        "format": 2,
        "rules": RULES,
        "rules_version": 1,
        "period": f"{FIRST:%Y}",
        "periods": weeks,
        "divisions": [[f"z{number}", f"赛道{number}"] for number in range(DIVISIONS)],
        "entrants": [[code, f"项目{code}", f"z{at % DIVISIONS}"] for at, code in enumerate(codes)],
        "since": {},
        "readings": {
            week: {"zhouping": {code: [0, None, None, GRADES[(at * number) % 7 % 4]] for at, code in enumerate(codes)}}
            for number, (week, span) in enumerate(weeks.items())
            if span["cadence"] == "week"
        },
        "sources": [["周评.xlsx", "填报员", "审核员"]],
        **{name: [] for name in ("adjustments", "findings", "previous", "streaks", "places")},
        "ledger": {},
    }
    result = evaluate(document)
    words = {"slug": "benpao", "name": "奋力奔跑", "publisher": "竞赛办", "is_sample": True, "score_label": "评级得分"}
    return {
        "contest": words,
        "number": 1,
        "period": {"label": "2024年", "starts_on": "2024-01-01", "ends_on": "2024-12-31"},
        "released_at": "2025-01-10T08:00:00+00:00",
        "document": document,
        "standings": [
            row._asdict() | {"score": None if row.score is None else plain(row.score)} for row in result.standings
        ],
        "entries": [entry._asdict() for entry in result.entries],
    }


def cells_of(workbook: bytes) -> dict[str, list[list[Any]]]:
    """Return the cells of every sheet, each formula as a figure."""
    book = load_workbook(io.BytesIO(workbook), read_only=True)
    return {
        sheet.title: [
            [12.34 if isinstance(value, str) and value.startswith("=") else value for value in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in book
    }


def dump(sheets: dict[str, list[list[Any]]]) -> bytes:
    """Write the cells as they are."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of the quickest of three runs."""
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main() -> None:
    """Measure, and print the ratio beside its target."""
    payload = release()
    workbook = audit_workbook(payload, "0" * 64)
    sheets = cells_of(workbook)
    count = sum(value is not None for rows in sheets.values() for row in rows for value in row)
    plain_seconds, seconds = timed(lambda: dump(sheets)), timed(lambda: audit_workbook(payload, "0" * 64))
    print(f"{ENTRANTS} entrants × {WEEKS} weeks: {count} cells, {len(workbook) // 1024} KB")
    print(f"dumped {plain_seconds:.2f} s, audit workbook {seconds:.2f} s")
    print(f"ratio {seconds / plain_seconds:.1f} (target: less than {TARGET})")


if __name__ == "__main__":
    main()
