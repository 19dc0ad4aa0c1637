"""Processes of Linux: ending with the parent, adopting orphans, leaving none behind."""

import contextlib
import ctypes
import os
import signal
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36

_libc = ctypes.CDLL(None)


def end_with_parent() -> None:
    """Have the kernel send SIGTERM to this process when its parent ends, however it ends."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ended."""
    _libc.prctl(PR_SET_CHILD_SUBREAPER, 1)


def children() -> list[int]:
    """Return the ids of the direct children of this process, the ended ones included."""
    file = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(pid) for pid in file.read_text().split()] if file.exists() else []


def reap() -> None:
    """Take note of the children that ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def end_all_children(patience: float) -> None:
    """Ask every child to end, and kill what has not after so many seconds; the adopted ones too."""
    kind, deadline = signal.SIGTERM, time.monotonic() + patience
    asked: set[int] = set()
    while left := children():
        if time.monotonic() > deadline and kind != signal.SIGKILL:
            kind = signal.SIGKILL
            asked.clear()
        for pid in left:
            if pid not in asked:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, kind)
                asked.add(pid)
        time.sleep(0.05)
        reap()


def is_running(pid_file: Path, word: str) -> bool:
    """Return whether the process named in the file still runs, and is the program that the word names."""
    try:
        command = Path(f"/proc/{int(pid_file.read_text())}/cmdline").read_bytes()
    except (OSError, ValueError):
        return False
    return word.encode() in command
