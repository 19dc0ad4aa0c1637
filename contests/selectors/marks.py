"""What became of a black entry since its release: 整改中 or 已销号, read from the ledger beside the frozen document."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.core.cache import cache

from contests.enums import Colour
from contests.models import Problem
from contests.selectors.payloads import Payload
from contests.selectors.published import POINTER_SECONDS


class LedgerLine(NamedTuple):
    """A problem of a contest's ledger; `entrant` is a code."""

    entrant: str
    number: str
    assigned_on: date
    due_on: date | None
    closed_on: date | None


Ledger = tuple[LedgerLine, ...]

# Put together once, for the same reason as the lists of issues.
LEDGERS = Problem.objects.order_by("number").values_list(
    "entrant__code", "number", "assigned_on", "due_on", "closed_on"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """How many problems stand behind an entry and how many are open; `on` is when the last closed, or falls due."""

    problems: int
    open: int
    on: date | None

    @property
    def word(self) -> str:
        """Return the mark itself."""
        return "整改中" if self.open else "已销号"


# By scope and entrant, as entries and standings are looked up.
Marks = dict[tuple[str, str], Mark]


def ledger_of(slug: str) -> tuple[LedgerLine, ...]:
    """Return the ledger of a contest: one query, none while the cache holds it."""
    key = f"ledger:{slug}"
    found: tuple[LedgerLine, ...] | None = cache.get(key)
    if found is None:
        found = tuple(LedgerLine(*row) for row in LEDGERS.filter(contest__slug=slug))
        cache.set(key, found, POINTER_SECONDS)
    return found


def ledger_version(ledger: Sequence[LedgerLine]) -> str:
    """Return a hash of a ledger, nothing for an empty one."""
    return hashlib.sha256(repr(ledger).encode()).hexdigest() if ledger else ""


def black_marks(payload: Payload, ledger: Sequence[LedgerLine]) -> Marks:
    """Return the marks of the black entries that the ledger knows of.

    An entry whose basis names numbers of the ledger is about these; another one is about those of its entrant's
    problems that were assigned, and not closed, when the period ended.
    """
    ends_on = date.fromisoformat(payload.period["ends_on"])
    found = {}
    for entry in payload.entries:
        if entry["colour"] == Colour.BLACK and (lines := _behind(entry, ledger, ends_on)):
            found[entry["scope"], entry["entrant"]] = _mark(lines)
    return found


def _behind(entry: Mapping[str, Any], ledger: Sequence[LedgerLine], ends_on: date) -> list[LedgerLine]:
    own = [line for line in ledger if line.entrant == entry["entrant"]]
    named = [line for line in own if line.number in entry.get("basis", "")]
    return named or [
        line for line in own if line.assigned_on <= ends_on and (line.closed_on is None or line.closed_on > ends_on)
    ]


def _mark(lines: Sequence[LedgerLine]) -> Mark:
    still = [line for line in lines if line.closed_on is None]
    days = [line.due_on for line in still] if still else [line.closed_on for line in lines]
    return Mark(len(lines), len(still), max((day for day in days if day), default=None))
