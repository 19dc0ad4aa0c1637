"""The embedded installation of `make run`: its folder, key, database, queue, static files and first data."""

import contextlib
import hashlib
import os
import secrets
import sqlite3
import subprocess

from console import DATA, ROOT, VENV, fail, say

PYTHON = str(VENV / "bin" / "python")
DATABASE = DATA / "scoreboard.sqlite3"
QUEUE = DATA / "queue.sqlite3"
LOADED = DATA / "presets-loaded"
SERVER_VARIABLES = ("DATABASE_URL", "REDIS_URL")


def read_secret_key() -> str:
    """Return the installation's own key, made at the first start and readable by its owner only."""
    file = DATA / "secret-key"
    if not file.exists() or not file.read_text():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
            stream.write(secrets.token_urlsafe(64))
    return file.read_text()


def set_environment(port: int) -> None:
    """Set the variables of the embedded installation for every process started from here on."""
    for name in SERVER_VARIABLES:
        if os.environ.pop(name, None):
            say(f"make run 只使用内置的 SQLite 数据库和任务队列，已忽略环境变量 {name}。")
    os.environ.update(
        SECRET_KEY=read_secret_key(),
        DATA_DIR=str(DATA),
        SAMPLE_DATA="true",
        HTTPS="false",
        PORT=str(port),
        PUBLIC_URL=os.environ.get("PUBLIC_URL") or f"http://127.0.0.1:{port}",
        PYTHONUNBUFFERED="1",
    )


def manage(*arguments: str, quiet: bool = False) -> str:
    """Run a management command and return what it printed. Raises SystemExit when it fails."""
    command = ["setpriv", "--pdeathsig", "TERM", PYTHON, str(ROOT / "manage.py"), *arguments]
    # Its own session: Ctrl-C is for the launcher, which ends what it started in order.
    output = subprocess.PIPE if quiet else None
    ended = subprocess.run(command, stdout=output, text=True, encoding="utf-8", start_new_session=True, check=False)
    if ended.returncode:
        fail(f"命令 manage.py {arguments[0]} 失败，原因见上。")
    return ended.stdout or ""


def static_fingerprint() -> str:
    """Return what the collected files depend on: every source file by name, size and time, and the locks."""
    digest = hashlib.sha256()
    for file in sorted(ROOT.glob("static/**/*")):
        state = file.stat()
        digest.update(f"{file} {state.st_size} {state.st_mtime_ns}\n".encode())
    for file in (VENV / "stamp-runtime", ROOT / "node_modules" / "stamp", ROOT / "scoreboard" / "staticfiles.py"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def collect_static() -> None:
    """Collect the static files when one of them changed."""
    stamp = ROOT / "staticfiles" / ".stamp"
    expected = static_fingerprint()
    if stamp.is_file() and stamp.read_text() == expected:
        return
    say("正在收集静态文件……")
    manage("collectstatic", "--noinput", "--clear", "--verbosity=0")
    stamp.write_text(expected)


def sweep_queue() -> None:
    """Delete the messages that were handed out before; the transport keeps them for ever."""
    if not QUEUE.exists():
        return
    # The table is missing when the first start was interrupted.
    no_table = contextlib.suppress(sqlite3.OperationalError)
    with contextlib.closing(sqlite3.connect(QUEUE, timeout=30)) as queue, no_table, queue:
        queue.execute("DELETE FROM kombu_message WHERE NOT visible")


def prepare_data() -> None:
    """Bring database and static files up to date, and load the presets the first time."""
    first_time = not DATABASE.exists() or not LOADED.exists()
    if first_time:
        say("正在建立数据库……")
    manage("migrate", "--noinput", "--verbosity=0")
    collect_static()
    sweep_queue()
    if first_time:
        say("正在载入预置竞赛与演示数据……")
        manage("load_presets", "--sample")
        LOADED.touch()
