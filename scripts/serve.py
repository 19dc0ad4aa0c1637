"""The web server of `make run`; its worker ends with it, however it ended. Runs inside `.venv`."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import Interfaces

ROOT = Path(__file__).resolve().parent.parent
THREADS = 4
PR_SET_PDEATHSIG = 1


def load_application() -> Callable[..., Any]:
    """Return the site's WSGI application, in the worker process."""
    # A server that was killed would else leave its worker behind, holding the port.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    from scoreboard.wsgi import application

    return application


def main() -> None:
    """Serve on the loopback interface until told to stop."""
    sys.path.insert(0, str(ROOT))
    Granian(
        "scoreboard.wsgi:application",
        address="127.0.0.1",
        port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve(target_loader=load_application, wrap_loader=False)


if __name__ == "__main__":
    main()
