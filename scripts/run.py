"""`make run`: from a fresh checkout to a running site, in the foreground until told to stop."""

import contextlib
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from types import FrameType

import bootstrap
import embedded
import processes
import supervision
from console import DATA, VENV, fail, say, shown

SECONDS_TO_START = 60
SECONDS_TO_STOP = 40
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def stop(number: int, frame: FrameType | None) -> None:
    """Leave through the finally clauses, once. Raises SystemExit."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise SystemExit(0)


def listen_for_signals() -> None:
    """Stop on Ctrl-C, on SIGTERM, and when the terminal closes unless nohup said otherwise."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)
    processes.adopt_orphans()
    if "MAKELEVEL" in os.environ:
        processes.end_with_parent()


def read_port() -> int:
    """Return the port to serve on. Raises SystemExit when the variable is no port."""
    value = os.environ.get("PORT", "8000")
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65535:
        fail(f"环境变量 PORT 的值不正确：应为 1 到 65535 的整数，实际为 {value}。")
    return int(value)


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold the installation. Raises SystemExit when another launcher holds it."""
    DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (DATA / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fail("红黑榜已经在运行（另一个 make run），请先在那个窗口按 Ctrl-C 停止它。")
        wait_for_the_last_run()
        yield


def wait_for_the_last_run() -> None:
    """Wait for the processes of a launcher that was killed. Raises SystemExit when they stay."""
    deadline = time.monotonic() + SECONDS_TO_STOP
    while processes.is_running(supervision.PID_FILE, "supervisord"):
        if time.monotonic() > deadline:
            fail(f"上一次运行的进程还没有结束，进程号见 {shown(supervision.PID_FILE)}。")
        time.sleep(0.2)


def check_port(port: int) -> None:
    """Make sure that nobody serves on the port. Raises SystemExit."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            fail(f"没有权限使用端口 {port}（小于 1024 的端口需要管理员权限）。换一个端口：PORT=8001 make run")
        except OSError:
            fail(f"端口 {port} 已被其他程序占用。换一个端口：PORT={port % 65535 + 1} make run")


def start_supervisor() -> subprocess.Popen[bytes]:
    """Start supervisord in a session of its own, bound to the life of this process."""
    for name in supervision.PROGRAMS:
        (supervision.LOGS / f"{name}.log").unlink(missing_ok=True)
    command = ["setpriv", "--pdeathsig", "TERM", str(VENV / "bin" / "supervisord"), "-c"]
    return subprocess.Popen(
        [*command, str(supervision.write_config())], cwd=DATA, start_new_session=True, stdin=subprocess.DEVNULL
    )


def answers(port: int) -> bool:
    """Return whether the site says that it is alive."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_until_it_answers(port: int, supervisor: subprocess.Popen[bytes]) -> None:
    """Wait for the site. Raises SystemExit with the end of its log when it does not come."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not answers(port):
        if supervisor.poll() is not None or time.monotonic() > deadline:
            fail("网站没有启动成功，日志的最后几行：", *supervision.last_lines("web"))
        time.sleep(0.1)


def greet(port: int, accounts: str) -> None:
    """Say where to look, with which accounts, and how to stop."""
    say()
    say("红黑榜已启动：")
    say(f"  公开榜单  http://127.0.0.1:{port}/")
    say(f"  工作台    http://127.0.0.1:{port}/office/")
    say(f"  日志      {shown(supervision.LOGS)}/（web.log、worker.log、beat.log）")
    if accounts.strip():
        say()
        say(accounts.rstrip())
    say()
    say("按 Ctrl-C 停止。")


def serve(port: int) -> None:
    """Run the site until a signal comes. Raises SystemExit."""
    try:
        supervisor = start_supervisor()
        accounts = embedded.manage("load_presets", "--accounts", quiet=True)
        wait_until_it_answers(port, supervisor)
        greet(port, accounts)
        supervisor.wait()
        fail(f"监管进程意外结束，原因见 {shown(supervision.LOGS)}/supervisord.log。")
    finally:
        say("正在停止……")
        processes.end_all_children(SECONDS_TO_STOP)
        say("已停止。")


def main() -> None:
    """Bring everything up, then serve. Raises SystemExit."""
    listen_for_signals()
    port = read_port()
    with only_one():
        check_port(port)
        bootstrap.prepare()
        embedded.set_environment(port)
        embedded.prepare_data()
        serve(port)


if __name__ == "__main__":
    main()
