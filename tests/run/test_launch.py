"""`make run` in a folder of its own: it answers, mends itself, refuses a second start, and leaves nothing behind."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urljoin

import pytest
import services

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ("/", "/contests/bairi/entrants/chanye/", "/hall/bairi/", "/login/", "/api/v1/docs")
OURS = ("DEBUG", "DATABASE_URL", "REDIS_URL", "SAMPLE_DATA", "HTTPS", "SECRET_KEY", "ALLOWED_HOSTS", "MAKELEVEL")


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    folder = tmp_path_factory.mktemp("installation") / "数据 100%"
    # Celery renames its processes where setproctitle is installed, over their environment unless told to leave it.
    return kept | {"DATA_DIR": str(folder), "PORT": str(services.free_port()), "SPT_NOENV": "1"}


def launch(environment):
    return subprocess.Popen(
        ["make", "--silent", "run", f"PYTHON={sys.executable}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )


def read_until_started(process):
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "Ctrl-C" in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


def list_processes(environment):
    """Return the processes that work in this test's folder, by what their environment says."""
    mark = f"DATA_DIR={environment['DATA_DIR']}".encode()
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def wait_for(condition, seconds=180):
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


def find_process(environment, word):
    return [pid for pid, command in list_processes(environment).items() if word in command]


def get(environment, path):
    """Return the status and the text that the site answers."""
    connection = http.client.HTTPConnection("127.0.0.1", int(environment["PORT"]), timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(errors="replace")
    connection.close()
    return found


def get_status(environment, path):
    return get(environment, path)[0]


def list_files(environment):
    """Return the addresses of the files that come along with the pages."""
    pages = "".join(get(environment, page)[1] for page in PAGES)
    return set(re.findall(r'(?:href|src)="(/static/[^"]+)"', pages))


def list_imports(environment):
    """Return the addresses of what our scripts import, as they were collected."""
    collected = json.loads((ROOT / "staticfiles" / "staticfiles.json").read_text("utf-8"))["paths"]
    scripts = [f"/static/{file}" for name, file in collected.items() if name.startswith("js/")]
    return {
        urljoin(script, name)
        for script in scripts
        for name in re.findall(r'from\s*"([^"]+)"', get(environment, script)[1])
    }


@pytest.fixture(scope="module")
def installed(environment):
    """Return what the first start of an installation printed; it is stopped again."""
    process = launch(environment)
    try:
        printed = read_until_started(process)
    finally:
        process.terminate()
        rest = process.communicate(timeout=60)[0]
    assert "已停止。" in rest
    wait_for(lambda: not list_processes(environment))
    return printed


def test_first_start_says_where_to_look(environment, installed):
    assert f"http://127.0.0.1:{environment['PORT']}/" in installed
    key = Path(environment["DATA_DIR"]) / "secret-key"
    assert key.stat().st_mode & 0o777 == 0o600


def test_second_start_serves_and_replaces_a_worker_that_died(environment, installed):
    process = launch(environment)
    try:
        # Nothing of what takes time is done again: no packages, no static files, no first data.
        assert [line for line in read_until_started(process).splitlines() if line.startswith("正在")] == []
        assert get_status(environment, "/") == 200
        assert get_status(environment, "/readyz") == 200
        files = list_files(environment) | list_imports(environment)
        assert all(any(word in file for file in files) for word in ("echarts", "hall-show", "grid-outbox"))
        assert [file for file in files if get_status(environment, file) != 200] == []
        [worker] = wait_for(lambda: find_process(environment, "-A scoreboard worker"))
        os.kill(worker, signal.SIGKILL)
        assert wait_for(lambda: set(find_process(environment, "-A scoreboard worker")) - {worker})
        second = subprocess.run(
            [sys.executable, "scripts/run.py"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert second.returncode == 1
        assert "已经在运行" in second.stderr
    finally:
        process.terminate()
        process.communicate(timeout=60)
    assert wait_for(lambda: not list_processes(environment))


@pytest.mark.parametrize("victim", ["scripts/run.py", "supervisord"])
def test_nothing_is_left_when_the_launcher_or_supervisor_is_killed(environment, installed, victim):
    process = launch(environment)
    try:
        read_until_started(process)
        for pid in find_process(environment, victim):
            os.kill(pid, signal.SIGKILL)
        assert wait_for(lambda: not list_processes(environment))
    finally:
        process.terminate()
        process.communicate(timeout=60)


def test_port_in_use_is_said_plainly(environment, installed):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        ended = subprocess.run(
            [sys.executable, "scripts/run.py"],
            cwd=ROOT, env=environment | {"PORT": port}, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
    assert ended.returncode == 1
    assert f"端口 {port} 已被其他程序占用" in ended.stderr
