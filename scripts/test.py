"""`make test`: every check, then the tests on SQLite and on PostgreSQL + Redis."""

import contextlib
import os
import signal
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

import bootstrap
import check
import debian
import services
from console import ROOT, VENV, fail, say

PYTHON = str(VENV / "bin" / "python")
NEEDED = {"DATABASE_URL": "PostgreSQL", "REDIS_URL": "Redis"}
# What they are about is not the database, so one run tells all: the engine, files and papers, the figures of the
# presets, what the pages draw of a frozen document (people's way through the same pages is on the servers).
PURE = (
    "tests/exchange/papers",
    "tests/exchange/verification",
    *(
        f"tests/exchange/test_{name}.py"
        for name in ("figures", "limits", "marking", "ratings_file", "workbooks")
    ),
    "tests/scoring",
    *(f"tests/presets/test_{name}.py" for name in ("city_totals", "pingliang", "preset_boards", "tianyuan")),
    *(
        f"tests/public/test_{name}.py"
        for name in (
            "api_words", "categories", "choices", "entrant", "escaped", "frozen_words", "hall_scenes", "long_ranking",
            "openapi", "poster", "quota_notes", "weight",
        )
    ),
    *(f"tests/run/test_{name}.py" for name in ("bootstrap", "compose", "launch", "outage", "settings", "shape")),
)  # fmt: skip
# People's way through the pages behind the sign-in and in the browser, and most of what workers do, on the servers of
# production; on SQLite only where there are none. What pages and workers ask for and write, selectors and services, is
# tested on both, and so are a few pages that write and the worker that computes, whose queue the others share.
ON_BOTH = ("entry", "grid", "recalls", "release", "uploads")
PAGES = (
    "tests/browser",
    "tests/leaders",
    *(f"tests/queue/test_{name}.py" for name in ("notices", "timed_release", "uploads")),
    *(
        f"tests/office/{file.name}"
        for file in sorted((ROOT / "tests" / "office").glob("test_*.py"))
        if file.stem.removeprefix("test_") not in ON_BOTH
    ),
)
# One more than the two cores that there are at least: what waits for a browser or a server leaves room for the others.
WORKERS = 3
ASK_VERSIONS = """
import os, psycopg2, redis
database = psycopg2.connect(os.environ["DATABASE_URL"]).server_version // 10000
cache = redis.from_url(os.environ["REDIS_URL"]).info("server")["redis_version"].split(".")[0]
print(f"PostgreSQL {database} + Redis {cache}")
"""


@dataclass
class Outcome:
    """What one run of the tests came to."""

    where: str
    failed: bool
    line: str


def run_tests(where: str, servers: dict[str, str], *arguments: str) -> Outcome:
    """Run pytest with these servers and return what came of it."""
    say(f"\n== 测试：{where} ==")
    environment = {name: value for name, value in os.environ.items() if name not in NEEDED} | servers
    with tempfile.TemporaryDirectory(prefix="scoreboard-report-") as folder:
        report = Path(folder) / "report.xml"
        # Whoever is done first takes from the others: the longest tests stand close together in one folder.
        spread = ["-n", str(WORKERS), "--dist=worksteal"]
        command = [PYTHON, "-m", "pytest", "-q", *spread, "-rs", f"--junitxml={report}", *arguments]
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        return Outcome(where, code != 0, f"{where}：{count(report)}")


def count(report: Path) -> str:
    """Return in words how many tests passed, failed and were skipped."""
    if not report.exists():
        return "没有运行"
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    total, failures, errors, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    line = f"通过 {total - failures - errors - skipped} 项"
    if failures or errors:
        line += f"，失败 {failures + errors} 项"
    return f"{line}，跳过 {skipped} 项" if skipped else line


def run_on_servers(lacking: dict[str, str]) -> Outcome:
    """Run the tests on the servers given in the environment, or on private ones."""
    given = {name: value for name in NEEDED if (value := os.environ.get(name))}
    absent = [server for name, server in NEEDED.items() if name not in given and server in lacking]
    if absent:
        return Outcome("PostgreSQL + Redis", False, f"PostgreSQL + Redis：跳过（本机没有 {'、'.join(absent)}）")
    with contextlib.ExitStack() as running:
        if "DATABASE_URL" not in given:
            given["DATABASE_URL"] = running.enter_context(services.postgres())
        if "REDIS_URL" not in given:
            given["REDIS_URL"] = running.enter_context(services.redis())
        where = subprocess.check_output([PYTHON, "-c", ASK_VERSIONS], env=os.environ | given, text=True).strip()
        return run_tests(where, given, *(f"--ignore={path}" for path in PURE))


def find_services() -> dict[str, str]:
    """Return what the machine lacks after installing. Raises SystemExit when it is required and lacking."""
    if lacking := debian.missing():
        debian.install(sorted(lacking.values()))
        lacking = debian.missing()
    for name, package in lacking.items():
        say(f"缺少 {name}（Debian 软件包 {package}），需要它的测试将跳过。")
    if lacking and os.environ.get("REQUIRE_SERVICES") == "1":
        fail(f"REQUIRE_SERVICES=1，但缺少：{'、'.join(lacking)}")
    return lacking


def main() -> None:
    """Run everything and say what ran on which. Raises SystemExit when something failed."""
    # SystemExit, so that the servers started here are ended.
    signal.signal(signal.SIGTERM, lambda *_: fail("测试被终止。"))
    signal.signal(signal.SIGHUP, lambda *_: fail("测试被终止。"))
    bootstrap.prepare(development=True)
    failed_checks = check.run_checks()
    lacking = find_services()
    servers = all(os.environ.get(name) or server not in lacking for name, server in NEEDED.items())
    outcomes = [run_tests("SQLite", {}, *(f"--ignore={path}" for path in PAGES if servers)), run_on_servers(lacking)]
    say()
    if failed_checks:
        say(f"检查未通过：{'、'.join(failed_checks)}")
    say(f"页面、大屏、海报和通报的图片：{os.environ.get('SCREENSHOTS') or ROOT / 'var' / 'screenshots'}")
    chromium = "无" if "Chromium" in lacking else "有"
    say("；".join([*(outcome.line for outcome in outcomes), f"Chromium：{chromium}"]))
    if failed_checks or any(outcome.failed for outcome in outcomes):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
