"""A real worker process on the database and the queue of the tests."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def environment(transactional_db, process_environment):
    return process_environment(SECRET_KEY="of-the-tests-only-" * 4)


@pytest.fixture
def start(environment, tmp_path):
    """Return a function that starts a worker; every one is ended with the test."""
    started = []

    def worker():
        command = [sys.executable, "-m", "celery", "-A", "scoreboard", "worker", "--pool=threads", "--concurrency=2"]
        quiet = ["--loglevel=INFO", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        file = tmp_path / f"worker-{len(started)}.log"
        with file.open("wb") as log:
            process = subprocess.Popen([*command, *quiet], cwd=ROOT, env=environment, stdout=log, stderr=log)
        process.log = file
        started.append(process)
        return process

    yield worker
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.wait()


def wait_until(true, seconds=120):
    """Return the first true value; fail when the time is over, long since processes start slowly on a busy machine."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := true():
            return found
        time.sleep(0.1)
    pytest.fail(f"没有在 {seconds} 秒内等到")
