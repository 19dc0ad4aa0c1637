"""Reading a contest file, with all its faults at once."""

from typing import Any

from contests.errors import Fault, FileError
from contests.exchange.contest_file import safe_yaml
from contests.exchange.contest_file.validation import ContestError, check_contest
from contests.exchange.texts import decode

LIMIT = 2 * 1024 * 1024


def read_contest_file(name: str, data: bytes) -> dict[str, Any]:
    """Return a contest file's content as plain values. Raises FileError with every fault (path, found, expected)."""
    if len(data) > LIMIT:
        raise FileError(name, [Fault("文件", f"{len(data) / 1024 / 1024:.0f} MB", "竞赛文件最大 2 MB")])
    located = safe_yaml.load(name, decode(name, data))
    try:
        return check_contest(located.data)
    except ContestError as error:
        faults = [Fault(located.where(path), str(found), expected) for path, found, expected in error.problems]
        raise FileError(name, faults) from error
