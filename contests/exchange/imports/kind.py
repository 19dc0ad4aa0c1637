"""What every kind of import has, and how a comparison is shown."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from contests.exchange.faults import Watch
from contests.models import Contest, User
from contests.services.uploads import Preview

# Of each state so many lines are kept to be shown; the rest is counted.
SHOWN = 200


class Incoming(NamedTuple):
    """A file with who sent it in, and the moment by which deadlines are judged."""

    contest: Contest
    user: User
    name: str
    data: bytes
    sha256: str
    now: datetime
    watch: Watch | None = None


class Kind(NamedTuple):
    """How a kind of file is read (raising FileError), compared, stored (returning the sentence), and counted."""

    read: Callable[[Incoming], Any]
    compare: Callable[[Incoming, Any], Preview]
    store: Callable[[Incoming, Any], str]
    count: Callable[[Any], int]


class Line(NamedTuple):
    """A row as it is compared: new, changed or unchanged; what it is about, what was there, what comes."""

    state: str
    about: tuple[str, ...]
    old: str
    new: str


def preview_of(lines: Iterable[Line]) -> Preview:
    """Return what is shown of the lines, with a digest of all of them."""
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    shown: dict[str, list[dict[str, str]]] = defaultdict(list)
    digest = hashlib.sha256()
    for line in lines:
        counts[line.state] += 1
        digest.update(json.dumps(line, ensure_ascii=False).encode())
        if len(shown[line.state]) < SHOWN:
            shown[line.state].append({"about": " · ".join(line.about), "old": line.old, "new": line.new})
    return Preview(counts, dict(shown), digest.hexdigest())
