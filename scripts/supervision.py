"""What keeps web, worker and beat running under `make run`: the configuration of supervisord."""

import os
import shlex
from pathlib import Path

from console import DATA, ROOT, VENV

LOGS = DATA / "log"
CONFIG = DATA / "supervisord.conf"
PID_FILE = DATA / "supervisord.pid"

PYTHON = VENV / "bin" / "python"
CELERY = [str(PYTHON), "-m", "celery", "-A", "scoreboard"]
PROGRAMS = {
    "web": [str(PYTHON), str(ROOT / "scripts" / "serve.py")],
    # No gossip, mingle or heartbeat: they are for workers that find each other, and here is one.
    "worker": [*CELERY, "worker", "--pool=threads", "--concurrency=2", "--loglevel=INFO",
               "--without-gossip", "--without-mingle", "--without-heartbeat"],
    "beat": [*CELERY, "beat", "--loglevel=INFO", "--pidfile="],
}  # fmt: skip

# Paths are as seen from the data folder: supervisor expands those of logs twice, and would trip on a percent sign.
SUPERVISOR = """\
[supervisord]
nodaemon=true
silent=true
pidfile=supervisord.pid
logfile=log/supervisord.log
childlogdir=log
{user}
"""
PROGRAM = """
[program:{name}]
command={command}
directory={root}
autorestart=true
startsecs=2
startretries=5
stopasgroup=true
killasgroup=true
stopwaitsecs=20
redirect_stderr=true
stdout_logfile=log/{name}.log
stdout_logfile_maxbytes=10MB
stdout_logfile_backups=3
"""


def escape(text: object) -> str:
    """Return the text as supervisor's configuration writes it: a percent sign is doubled."""
    return str(text).replace("%", "%%")


def write_config() -> Path:
    """Write the configuration and return its path."""
    LOGS.mkdir(parents=True, exist_ok=True)
    # Said aloud, for supervisord warns when root starts it without saying so.
    user = "user=root" if os.geteuid() == 0 else ""
    parts = [SUPERVISOR.format(user=user)]
    for name, command in PROGRAMS.items():
        # A program ends with supervisord even when that is killed and cannot say so.
        line = shlex.join(["setpriv", "--pdeathsig", "TERM", *command])
        parts.append(PROGRAM.format(name=name, command=escape(line), root=escape(ROOT)))
    CONFIG.write_text("".join(parts), encoding="utf-8")
    return CONFIG


def last_lines(name: str, count: int = 15) -> list[str]:
    """Return the end of a program's log."""
    file = LOGS / f"{name}.log"
    return file.read_text(encoding="utf-8", errors="replace").splitlines()[-count:] if file.exists() else []
