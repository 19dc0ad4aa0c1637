"""Words on the console, and the folders that the scripts share. Standard library only."""

import contextlib
import os
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
DATA = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()


def say(line: str = "") -> None:
    """Print a line at once; a console that was closed is no reason to fail."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.buffer.write(f"{line}\n".encode())
        sys.stdout.buffer.flush()


def fail(*lines: str) -> NoReturn:
    """Print why it does not go on. Raises SystemExit."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.buffer.write(("\n".join(lines) + "\n").encode())
        sys.stderr.buffer.flush()
    raise SystemExit(1)


def shown(path: Path) -> str:
    """Return the path as a person in the checkout would write it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
