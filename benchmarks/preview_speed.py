"""Preview of 10,000 rows of a workbook and of CSV: from the bytes of the file to what its page shows.

Usage: DATABASE_URL=postgresql://… python benchmarks/preview_speed.py     (an empty database)
       DATA_DIR=$(mktemp -d) python benchmarks/preview_speed.py           (SQLite in an empty folder)
Target: at most 3 seconds, with half of the rows changed.
"""

import hashlib
import os
import statistics
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scoreboard.settings")
os.environ.setdefault("SECRET_KEY", "benchmark-" * 6)
os.environ.setdefault("ALLOWED_HOSTS", "localhost")
django.setup()

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from import_speed import as_csv, as_xlsx, make_contest, rows

from contests.enums import Role, UploadKind
from contests.exchange.imports.running import run_upload
from contests.exchange.ratings_file import read_ratings
from contests.models import Contest, Upload, User
from contests.selectors.entry import entry_guide
from contests.services.accounts import grant_role
from contests.services.entry import store_ratings
from contests.services.uploads import confirm_upload, receive_upload

TARGET = 3
LAST_SECOND = timezone.now().replace(year=2100)


def send(contest: Contest, user: User, name: str, data: bytes) -> Upload:
    """Return the file as it waits to be checked."""
    return receive_upload(
        contest=contest,
        kind=UploadKind.RATINGS,
        name=name,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=user,
        now=timezone.now(),
    )


def run(upload: Upload) -> float:
    """Return the seconds that the work on a file takes."""
    start = time.perf_counter()
    run_upload(upload_id=upload.pk, worker="benchmark", clock=timezone.now)
    return time.perf_counter() - start


def main() -> None:
    """Measure both kinds of file, with everything stored before and half of it changed; then a faulty one."""
    call_command("migrate", verbosity=0)
    contest = make_contest()
    contest.periods.update(reopened_until=LAST_SECOND)
    user = grant_role(
        username="office", display_name="", password=None, department="park", role=Role.OFFICE, actor=None
    ).user
    table = rows()
    figures = read_ratings("figures.csv", as_csv(table), entry_guide(contest))
    store_ratings(contest=contest, figures=figures, entered_by=user, now=timezone.now(), source="", sha256="")
    changed = [row if at % 2 else [*row[:3], 1.25, row[4]] for at, row in enumerate(table)]
    changed[0] = table[0]
    faulty = [row if at % 20 else [*row[:3], "九", row[4]] for at, row in enumerate(changed)]
    faulty[0] = table[0]
    for name, write in (("figures.xlsx", as_xlsx), ("figures.csv", as_csv)):
        data, wrong = write(changed), write(faulty)
        previews = [run(send(contest, user, name, data)) for _ in range(5)]
        marked = run(send(contest, user, name, wrong))
        print(f"{connection.vendor} {name}: preview {statistics.median(previews):.2f} s (target: at most {TARGET}), "
              f"500 faults marked {marked:.2f} s")  # fmt: skip
    upload = Upload.objects.filter(state="ready").latest("pk")
    confirm_upload(upload=upload, digest=upload.digest)
    print(f"{connection.vendor}: storing what was shown, 5,000 changed: {run(upload):.2f} s")


if __name__ == "__main__":
    main()
