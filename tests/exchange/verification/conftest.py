import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.db import transaction
from python_calamine import CalamineWorkbook

from tests.exchange.verification.releases import stored


@pytest.fixture(scope="session")
def bundles(django_db_setup, django_db_blocker):
    """Return the texts of released bundles by name; nothing of it stays in the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        texts = stored()
        transaction.set_rollback(True)
    return texts


@pytest.fixture(scope="session")
def office():
    """The path of LibreOffice; skips where there is none, fails where services are required."""
    office = shutil.which("soffice")
    if not office and os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail("缺少 LibreOffice（Debian 软件包 libreoffice-calc）")
    if not office:
        pytest.skip("本机没有 LibreOffice（Debian 软件包 libreoffice-calc）")
    return office


@pytest.fixture(scope="session")
def recalculate(office):
    """Return a function that has LibreOffice recompute workbooks, once for all workers, and returns their sheets."""

    def run(workbooks):
        folder = Path(os.environ["SCOREBOARD_TESTS"]) / "workbooks"
        folder.mkdir(exist_ok=True)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "computed").exists():
                _compute(office, workbooks, folder)
        return {name: _sheets(folder / "computed" / f"{name}.xlsx") for name in workbooks}

    return run


def _compute(office, workbooks, folder):
    files = [folder / f"{name}.xlsx" for name in workbooks]
    for file, workbook in zip(files, workbooks.values(), strict=True):
        file.write_bytes(workbook)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = ["--headless", "--convert-to", "xlsx", "--outdir", str(folder / "computed")]
    subprocess.run([office, profile, *target, *map(str, files)], capture_output=True, timeout=180, check=True)


def _sheets(file):
    book = CalamineWorkbook.from_path(file)
    return {title: book.get_sheet_by_name(title).to_python() for title in book.sheet_names}
