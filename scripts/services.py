"""Private PostgreSQL and Redis for the tests: free ports, a temporary folder, ended with the tests."""

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from console import fail

POSTGRES_USER = "postgres"
SECONDS_TO_START = 30


def find_postgres() -> Path | None:
    """Return the folder of PostgreSQL's newest binaries, None when there are none."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    found_by_debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(found_by_debian, key=lambda file: [int(part) for part in re.findall(r"\d+", str(file))])
    return newest[-1].parent if newest else None


def find_redis() -> Path | None:
    """Return Redis' server, None when there is none."""
    found = shutil.which("redis-server")
    return Path(found) if found else None


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def postgres() -> Iterator[str]:
    """Serve a new, empty PostgreSQL and yield its DATABASE_URL. Raises SystemExit when it does not start."""
    binaries, port = find_postgres(), free_port()
    assert binaries is not None
    with tempfile.TemporaryDirectory(prefix="scoreboard-postgres-") as folder:
        run_as = give_to_postgres(folder)
        make_cluster(binaries, Path(folder), run_as)
        server = [
            str(binaries / "postgres"), "-D", f"{folder}/data", "-p", str(port), "-h", "127.0.0.1", "-k", folder,
            "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
        ]  # fmt: skip
        ready = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
        with serving("PostgreSQL", [*run_as, "--pdeathsig=INT", *server], folder, lambda: succeeds(ready)):
            yield f"postgresql://{POSTGRES_USER}@127.0.0.1:{port}/{POSTGRES_USER}"


def give_to_postgres(folder: str) -> list[str]:
    """Give the folder to the user who runs the server, and return the command that becomes this user."""
    # PostgreSQL refuses to run as root.
    run_as = ["setpriv"]
    if os.geteuid() == 0:
        owner = pwd.getpwnam(POSTGRES_USER)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        run_as += [f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--init-groups"]
    return run_as


def make_cluster(binaries: Path, home: Path, run_as: list[str]) -> None:
    """Make the files of a new server. Raises SystemExit with what initdb said when it fails."""
    initdb = [
        str(binaries / "initdb"), "-D", str(home / "data"), "-U", POSTGRES_USER,
        "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
    ]  # fmt: skip
    log = home / "initdb.log"
    with log.open("wb") as output:
        if subprocess.run([*run_as, *initdb], cwd=home, stdout=output, stderr=output, check=False).returncode:
            fail("无法建立测试用的 PostgreSQL:", log.read_text(errors="replace"))


@contextmanager
def redis() -> Iterator[str]:
    """Serve a new, empty Redis and yield its REDIS_URL. Raises SystemExit when it does not start."""
    binary, port = find_redis(), free_port()
    assert binary is not None
    with tempfile.TemporaryDirectory(prefix="scoreboard-redis-") as folder:
        server = [
            "setpriv", "--pdeathsig=TERM", str(binary), "--port", str(port), "--bind", "127.0.0.1",
            "--save", "", "--appendonly", "no", "--dir", folder,
        ]  # fmt: skip
        with serving("Redis", server, folder, lambda: answers_ping(port)):
            yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def serving(name: str, command: list[str], folder: str, is_ready: Callable[[], bool]) -> Iterator[None]:
    """Run a server while the block runs. Raises SystemExit with its log when it does not become ready."""
    log = Path(folder) / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, start_new_session=True)
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while not is_ready():
            if server.poll() is not None or time.monotonic() > deadline:
                fail(f"测试用的 {name} 没有启动成功：", log.read_text(errors="replace"))
            time.sleep(0.1)
        yield
    finally:
        # PostgreSQL waits for its clients on TERM, and not on INT.
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def succeeds(command: list[str]) -> bool:
    """Return whether the command ends without an error."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def answers_ping(port: int) -> bool:
    """Return whether Redis answers on the port."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
