"""The public board of 73 entrants under 16 connections, beside nginx serving the same bytes as a file.

Usage: python benchmarks/board_speed.py        (a folder of its own, removed at the end; nothing but loopback)
Needs wrk for figures of the server alone; without it a loop in Python asks, and is itself what is measured at high
rates. Without nginx there is no share. Both are found on PATH, or named by WRK and NGINX. Targets: the warm board at
10 % of nginx or more, p99 under 20 ms, the answer 304 at 14 % of nginx's.
"""

import http.client
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
BOARD = "/contests/benpao/?period=2020-09"
CONNECTIONS, SECONDS, ROUNDS, COLD = 16, 4, 3, 15
SHARE, P99, SHARE_304 = 10, 20, 14
NGINX = """daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{ access_log off; default_type text/html; keepalive_requests 1000000;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}
"""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def environment(folder: str) -> dict[str, str]:
    """Return the environment of a site of its own, without debugging."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "DEBUG")}
    return kept | {"DATA_DIR": folder, "SECRET_KEY": "benchmark-" * 6, "SAMPLE_DATA": "true", "HTTPS": "false"}


def wait_for(address: str) -> None:
    """Return once a server answers. Raises TimeoutError after half a minute."""
    for _ in range(150):
        try:
            urllib.request.urlopen(address, timeout=2).read()  # noqa: S310  # loopback
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(address)


def by_wrk(wrk: str, address: str, header: str) -> tuple[float, float]:
    """Return (requests a second, p99 in ms) by wrk."""
    command = [
        wrk,
        f"-c{CONNECTIONS}",
        "-t2",
        f"-d{SECONDS}s",
        "--latency",
        *(["-H", header] if header else []),
        address,
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()  # type: ignore[union-attr]
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)[1]  # type: ignore[index]
    return float(rate), float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def by_loop(address: str, header: str) -> tuple[float, float]:
    """Return (requests a second, p99 in ms) by threads of this process, each with one connection."""
    _, _, host, path = address.split("/", 3)
    headers = dict([header.split(": ", 1)]) if header else {}
    taken: list[float] = []
    ends = time.monotonic() + SECONDS

    def ask() -> None:
        connection = http.client.HTTPConnection(host, timeout=10)
        while time.monotonic() < ends:
            start = time.perf_counter()
            connection.request("GET", f"/{path}", headers=headers)
            connection.getresponse().read()
            taken.append((time.perf_counter() - start) * 1000)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(taken) / SECONDS, statistics.quantiles(taken, n=100)[-1]


def cold(folder: str) -> float:
    """Return the median time (ms) of a board that nothing is kept of."""
    program = (
        "import django,time,statistics;django.setup()\n"
        "from django.core.cache import cache\nfrom django.test import Client\n"
        "client=Client(headers={'host':'localhost'});taken=[]\n"
        f"for _ in range({COLD}):\n cache.clear();start=time.perf_counter()\n"
        f" assert client.get('{BOARD}').status_code==200\n taken.append((time.perf_counter()-start)*1000)\n"
        "print(statistics.median(taken))"
    )
    values = environment(folder) | {"DJANGO_SETTINGS_MODULE": "scoreboard.settings"}
    run = subprocess.run(
        [sys.executable, "-c", program], env=values, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(run.stdout)


def measured(addresses: dict[str, tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Return the medians of (requests a second, p99) of each, asked in turn."""
    wrk = os.environ.get("WRK") or shutil.which("wrk")
    print("wrk" if wrk else "没有 wrk，用 Python 循环（高速时测的是它自己）")
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in addresses}
    for _ in range(ROUNDS):
        for name, (address, header) in addresses.items():
            found[name].append(by_wrk(wrk, address, header) if wrk else by_loop(address, header))
    return {
        name: (statistics.median(a for a, _ in rows), statistics.median(b for _, b in rows))
        for name, rows in found.items()
    }


def main() -> None:
    """Start both servers, measure in turn, print each figure beside its target, end both."""
    started: list[subprocess.Popen[bytes]] = []
    with tempfile.TemporaryDirectory(prefix="board-speed-") as folder:
        values, port = environment(folder), free_port()
        for command in (["migrate", "-v0"], ["load_presets", "--sample", "-v0"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run(
                [sys.executable, "manage.py", *command], env=values, cwd=ROOT, check=True, stdout=subprocess.DEVNULL
            )
        try:
            serve = [str(BIN / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
            serve += ["--workers", "2", "--blocking-threads", "4", "--no-ws", "scoreboard.wsgi:application"]
            started.append(
                subprocess.Popen(serve, env=values, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            )
            board = f"http://127.0.0.1:{port}{BOARD}"
            wait_for(board)
            with urllib.request.urlopen(board) as answer:  # loopback
                body, etag = answer.read(), answer.headers["ETag"]
            addresses = {"board": (board, ""), "board 304": (board, f"If-None-Match: {etag}")}
            if nginx := os.environ.get("NGINX") or shutil.which("nginx"):
                addresses |= beside(nginx, folder, body, started)
            report(measured(addresses), cold(folder), len(body))
        finally:
            for process in started:
                process.send_signal(signal.SIGTERM)
                process.wait(20)


def beside(nginx: str, folder: str, body: bytes, started: list[subprocess.Popen[bytes]]) -> dict[str, tuple[str, str]]:
    """Start nginx with the same bytes as a file; return how it is asked."""
    www, port = Path(folder) / "www", free_port()
    www.mkdir()
    (www / "board.html").write_bytes(body)
    for place in (Path(folder), www, www / "board.html"):
        place.chmod(0o755)
    config = Path(folder) / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port))
    started.append(subprocess.Popen([nginx, "-p", folder, "-c", str(config)], stderr=subprocess.DEVNULL))
    address = f"http://127.0.0.1:{port}/board.html"
    wait_for(address)
    with urllib.request.urlopen(address) as answer:  # loopback
        etag = answer.headers["ETag"]
    return {"nginx": (address, ""), "nginx 304": (address, f"If-None-Match: {etag}")}


def report(found: dict[str, tuple[float, float]], cold_time: float, size: int) -> None:
    """Print the figures beside their targets."""
    for name, (rate, p99) in found.items():
        print(f"{name:<10} {rate:>9.0f} 次/秒  p99 {p99:.1f} ms")
    print(f"榜单 {size} 字节；p99 {found['board'][1]:.1f} ms（目标 < {P99} ms）；73 个单位的冷榜 {cold_time:.0f} ms")
    for name, target in (("board", SHARE), ("board 304", SHARE_304)):
        other = name.replace("board", "nginx")
        if other in found:
            print(f"{name} 为 nginx 的 {found[name][0] / found[other][0] * 100:.1f} %（目标 ≥ {target} %）")


if __name__ == "__main__":
    main()
