"""Servers of the benchmark, each on a free port of the loopback interface, and what asks them."""

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WORKERS, THREADS = 2, 4
NGINX = """daemon off; worker_processes 2; pid {folder}/{name}.pid; error_log {folder}/{name}.log;
events {{ worker_connections 256; }}
http {{ access_log off; default_type text/html; keepalive_requests 1000000;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  {servers} }}
"""


class Asked(NamedTuple):
    """What wrk found: requests a second, the 99th percentile in milliseconds, requests that failed."""

    rate: float
    p99: float
    failed: float


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def application(server: str, port: int, threads: int = THREADS) -> list[str]:
    """Return the command of the site under granian or gunicorn."""
    where, what = f"127.0.0.1:{port}", "scoreboard.wsgi:application"
    if server == "gunicorn":
        workers = ["--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(threads)]
        return [shutil.which("gunicorn", path=str(BIN)) or "gunicorn", "--bind", where, *workers, what]
    workers = ["--workers", str(WORKERS), "--blocking-threads", str(threads)]
    listen = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    return [str(BIN / "granian"), *listen, *workers, what]


def static_files(folder: Path, port: int, body: bytes) -> Path:
    """Write the settings of an nginx that serves the bytes as /board.html; return their file."""
    www = folder / "www"
    www.mkdir()
    (www / "board.html").write_bytes(body)
    for place in (folder, www, www / "board.html"):
        place.chmod(0o755)
    return _settings(folder, "static", f"server {{ listen 127.0.0.1:{port}; root {www}; }}")


def micro_cache(folder: Path, port: int, behind: int) -> Path:
    """Write the settings of docker-compose's nginx for the site on port `behind`; return their file."""
    (folder / "pages").mkdir(mode=0o777)
    (folder / "pages").chmod(0o777)
    text = (ROOT / "docker" / "nginx.conf").read_text("utf-8")
    for word, local in {
        "/var/cache/nginx/pages": f"{folder}/pages",
        "server web:8000;": f"server 127.0.0.1:{behind};",
        "listen 80 default_server;": f"listen 127.0.0.1:{port};",
    }.items():
        assert word in text, word
        text = text.replace(word, local)
    return _settings(folder, "cache", text)


def nginx(program: str, folder: Path, settings: Path) -> list[str]:
    """Return the command of an nginx with these settings."""
    return [program, "-p", str(folder), "-c", str(settings)]


def _settings(folder: Path, name: str, servers: str) -> Path:
    file = folder / f"{name}.conf"
    file.write_text(NGINX.format(folder=folder, name=name, servers=servers), "utf-8")
    return file


def wait_for(address: str) -> tuple[bytes, str]:
    """Return what a server answers, and its ETag, once it does. Raises TimeoutError after half a minute."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  # loopback
                return answer.read(), answer.headers["ETag"]
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


def ask(wrk: str, address: str, etag: str, connections: int, seconds: float) -> Asked:
    """Ask again and again over so many connections, for who has the version of `etag` already if it is given."""
    header = ["-H", f"If-None-Match: {etag}"] if etag else []
    command = [wrk, f"-c{connections}", "-t2", f"-d{seconds}s", "--latency", *header, address]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    rate, p99, unit = (
        float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),  # type: ignore[index]
        *re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups(),  # type: ignore[union-attr]
    )
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    failed = sum(map(int, errors.groups() if errors else ())) + (int(refused[1]) if refused else 0)
    return Asked(rate, float(p99) * {"us": 0.001, "ms": 1, "s": 1000}[unit], failed)
