"""A process that a test starts works on the database of that test, on either database."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT = "from django.contrib.auth import get_user_model as m; print(m().objects.filter(username='seen').count())"


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_the_rows_of_the_test(process_environment):
    get_user_model().objects.create_user(username="seen", password="a-password-of-a-test")
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "--verbosity", "0", "-c", COUNT]
    ended = subprocess.run(command, cwd=ROOT, env=process_environment(), capture_output=True, text=True, check=False)
    assert (ended.stdout.strip(), ended.stderr) == ("1", "")


@pytest.mark.only_postgresql
def test_marker_keeps_a_test_to_postgresql(backend):
    assert backend == "postgresql"


@pytest.mark.only_sqlite
def test_marker_keeps_a_test_to_sqlite(backend):
    assert backend == "sqlite"
