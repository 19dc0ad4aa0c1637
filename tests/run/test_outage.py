"""nginx, as production has it, in front of a site that stops."""

import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import services

from contests.exchange.answers import OUTAGE_SECONDS
from tests.factories import make_contest, make_people, month, release
from tests.server import server
from tests.worker import environment, wait_until

__all__ = ["environment", "server"]

CONFIGURATION = Path(__file__).resolve().parent.parent.parent / "docker" / "nginx.conf"
OUTLASTS, PASSES = "/contests/bisai/", "/contests/bisai/releases/1/"
FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@pytest.fixture
def front(tmp_path, server):
    """The port of nginx with the site behind it."""
    binary = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if binary is None:
        pytest.skip("本机没有 nginx（Debian 软件包 nginx-light）")
    port = services.free_port()
    site = CONFIGURATION.read_text().replace("web:8000", f"127.0.0.1:{server.port}")
    site = site.replace("listen 80 default_server", f"listen 127.0.0.1:{port}")
    assert "$upstream_cache_status" in site
    site = site.replace("$upstream_cache_status", '"$upstream_cache_status $pid"')
    (tmp_path / "site.conf").write_text(site.replace("/var/cache/nginx", str(tmp_path)))
    lines = [f"{name}_temp_path {tmp_path}/{name};" for name in FOLDERS]
    # Else root's workers, who are somebody else, could not write into root's folder.
    user = "user root; " if os.geteuid() == 0 else ""
    main = f"{user}worker_processes 2; daemon off; pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}}"
    whole = f"{main} http {{ access_log off; {' '.join(lines)} include {tmp_path}/site.conf; }}"
    (tmp_path / "nginx.conf").write_text(whole)
    command = [binary, "-e", str(tmp_path / "log"), "-c", str(tmp_path / "nginx.conf")]
    with subprocess.Popen(command) as process:
        try:
            wait_until(lambda: status(port, "/nginx-health") == 200)
            yield port
        finally:
            process.terminate()


def shown(port, path):
    """Return the issue that a page shows, and which process of nginx showed it."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
        issue = re.search(r"第 ?(\d+) ?期", response.read().decode())[1]
        return issue, response.headers["X-Cache"].split()[-1]


def status(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def test_copy_is_kept_for_as_long_as_it_may_be_shown():
    (minutes,) = re.findall(r"inactive=(\d+)m", CONFIGURATION.read_text())
    assert int(minutes) * 60 == OUTAGE_SECONDS == 3600


def test_newest_board_is_shown_while_the_site_is_down_and_numbered_issues_are_not(front, server):
    contest = make_contest(entrants=2)
    people = make_people(contest)
    release(month(contest, people), people)
    assert [status(front, path) for path in (OUTLASTS, PASSES)] == [200, 200]
    server.kill()
    # For a moment after its time an answer may be given while a newer one is asked for.
    wait_until(lambda: status(front, PASSES) == 502)
    assert status(front, OUTLASTS) == 200


def test_issue_that_one_process_has_shown_is_shown_by_both(front):
    contest = make_contest(entrants=2)
    people = make_people(contest)
    release(month(contest, people), people)
    shown_by_both(front, "1")
    release(month(contest, people, "2022-10"), people)
    wait_until(lambda: shown(front, OUTLASTS)[0] == "2")
    shown_by_both(front, "2")


def shown_by_both(port, issue):
    """Ask, each time over a connection of its own, until both processes have answered; each answer must be right."""
    processes = set()
    for _ in range(500):
        number, process = shown(port, OUTLASTS)
        assert number == issue
        processes.add(process)
        if len(processes) == 2:
            return
    pytest.fail(f"只有一个进程应答：{processes}")
