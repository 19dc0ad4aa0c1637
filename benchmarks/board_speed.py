"""The public board of 73 entrants under 16 connections, beside nginx serving the same bytes from a file.

Usage: python benchmarks/board_speed.py [threads]      (a folder of its own, removed at the end; loopback only)
Needs wrk and nginx on PATH, or named by WRK and NGINX. Where gunicorn is installed it is measured beside granian,
with as many workers and threads. All are asked in turn, several rounds; a figure is the median of the rounds.
Targets, as shares of nginx serving the file: warm 10 % and p99 under 20 ms; 304: 14 %; behind the micro-cache of
docker-compose 90 %; cold 0.4 % (four times CTFd's page of 73 teams) and p99 under 100 ms; 2,000 entrants at 80 % of
73's own cold speed. Beside them, without a target, our 304 as a share of nginx's own.
Cold is a server that keeps no page: each is made anew, from what the process keeps of an issue once it has read its
document (parsed, its rows and lines of recent places, the few words that each number of places moved is told in), as
any process does after its first page.
"""

import contextlib
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from _servers import BIN, ROOT, THREADS, Asked, application, ask, free_port, micro_cache, nginx, static_files, wait_for

CONNECTIONS, SECONDS, ROUNDS = 16, 4, 5
BOARD, LONG = "/contests/few/", "/contests/many/"


def environment(folder: str) -> dict[str, str]:
    """Return the environment of a site of its own, without debugging."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "DEBUG")}
    return kept | {"DATA_DIR": folder, "SECRET_KEY": "benchmark-" * 6, "HTTPS": "false"}


def prepare(values: dict[str, str]) -> None:
    """Make the database with its contests, and the static files."""
    python = sys.executable
    for command in (
        [python, "manage.py", "migrate", "-v0"],
        [python, "manage.py", "collectstatic", "--noinput", "-v0"],
        [python, "benchmarks/_boards.py"],
    ):
        subprocess.run(command, env=values, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


@contextlib.contextmanager
def running(command: list[str], values: dict[str, str], **more: str) -> Iterator[None]:
    """Run a server until left."""
    process = subprocess.Popen(
        command, env=values | more, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def start(
    servers: contextlib.ExitStack, folder: Path, values: dict[str, str], program: str, threads: int
) -> dict[str, tuple[str, str]]:
    """Start every server; return (address, ETag that the reader has) by what is measured."""
    found: dict[str, tuple[str, str]] = {}
    ports = {name: free_port() for name in ("granian", "gunicorn", "cold", "nginx", "micro-cache")}
    names = ["granian", *(["gunicorn"] if shutil.which("gunicorn", path=str(BIN)) else [])]
    for name in names:
        servers.enter_context(running(application(name, ports[name], threads), values))
        address = f"http://127.0.0.1:{ports[name]}{BOARD}"
        body, etag = wait_for(address)
        found |= {name: (address, ""), f"{name} 304": (address, etag)}
    static = nginx(program, folder, static_files(folder, ports["nginx"], body))
    cached = nginx(program, folder, micro_cache(folder, ports["micro-cache"], ports["granian"]))
    servers.enter_context(running(static, values))
    servers.enter_context(running(cached, values))
    cold = {"DJANGO_SETTINGS_MODULE": "_cold_settings", "PYTHONPATH": f"{ROOT / 'benchmarks'}:{ROOT}"}
    servers.enter_context(running(application("granian", ports["cold"], threads), values, **cold))
    address = f"http://127.0.0.1:{ports['nginx']}/board.html"
    _, etag = wait_for(address)
    found |= {"nginx": (address, ""), "nginx 304": (address, etag)}
    found["micro-cache"] = (f"http://127.0.0.1:{ports['micro-cache']}{BOARD}", "")
    found |= {f"cold {path}": (f"http://127.0.0.1:{ports['cold']}{path}", "") for path in (BOARD, LONG)}
    for address, _ in found.values():
        wait_for(address)
    return found


def measured(wrk: str, asked: dict[str, tuple[str, str]]) -> dict[str, Asked]:
    """Return the medians of what each came to, all asked in turn."""
    rows: dict[str, list[Asked]] = {name: [] for name in asked}
    for _ in range(ROUNDS):
        for name, (address, etag) in asked.items():
            rows[name].append(ask(wrk, address, etag, CONNECTIONS, SECONDS))
    return {name: Asked(*map(statistics.median, zip(*found, strict=True))) for name, found in rows.items()}


def report(found: dict[str, Asked]) -> None:
    """Print the figures, then each share beside its target."""
    for name, (rate, p99, failed) in found.items():
        print(f"{name:<24}{rate:>9.0f} a second   p99 {p99:6.1f} ms{f'   {failed:.0f} failed' if failed else ''}")
    rates = {name: one.rate for name, one in found.items()}
    share(rates, "granian", "nginx", 10)
    share(rates, "granian 304", "nginx", 14)
    share(rates, "granian 304", "nginx 304")
    share(rates, "gunicorn", "nginx", 10)
    share(rates, "gunicorn 304", "nginx", 14)
    share(rates, "gunicorn 304", "nginx 304")
    share(rates, "micro-cache", "nginx", 90)
    share(rates, f"cold {BOARD}", "nginx", 0.4)
    share(rates, f"cold {LONG}", f"cold {BOARD}", 80)
    bound(found, "granian", 20)
    bound(found, f"cold {BOARD}", 100)


def share(rates: dict[str, float], name: str, of: str, target: float | None = None) -> None:
    """Print one rate as a share of another, beside the target in per cent."""
    if name in rates:
        part = rates[name] / rates[of] * 100
        said = f" (target: at least {target} %, {'met' if part >= target else 'MISSED'})" if target else ""
        print(f"{name}: {part:.2f} % of {of}{said}")


def bound(found: dict[str, Asked], name: str, target: float) -> None:
    """Print a 99th percentile beside the target in milliseconds."""
    p99 = found[name].p99
    print(f"{name}: p99 {p99:.1f} ms (target: under {target} ms, {'met' if p99 < target else 'MISSED'})")


def main() -> None:
    """Start every server, measure in turn, print, end them all."""
    wrk = os.environ.get("WRK") or shutil.which("wrk")
    program = os.environ.get("NGINX") or shutil.which("nginx")
    if not wrk or not program:
        raise SystemExit("wrk and nginx are needed")
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else THREADS
    with tempfile.TemporaryDirectory(prefix="board-speed-") as folder, contextlib.ExitStack() as servers:
        values = environment(folder)
        prepare(values)
        report(measured(wrk, start(servers, Path(folder), values, program, threads)))


if __name__ == "__main__":
    main()
