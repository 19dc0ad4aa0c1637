"""How many faults of a file are told one by one; the rest is counted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from contests.errors import Fault

FAULT_LIMIT = 1_000
# How often the one who waits is told how far the reading has come.
STEP = 1_000

T = TypeVar("T")
# Takes the rows that were looked at, and how many there are.
Watch = Callable[[int, int], None]


def until_too_many(rows: Sequence[T], faults: list[Fault], watch: Watch | None = None) -> Iterator[T]:
    """Yield the rows until there are 1,000 faults; then add one that says how many rows were not looked at."""
    for at, row in enumerate(rows):
        if watch and not at % STEP:
            watch(at, len(rows))
        if len(faults) >= FAULT_LIMIT:
            faults.append(_rest(f"其余 {len(rows) - at} 行"))
            return
        yield row


def shown(faults: Iterable[Fault], count: int) -> list[Fault]:
    """Return the first 1,000 of so many faults, and one that counts the others."""
    first = list(islice(faults, FAULT_LIMIT))
    return first if count <= FAULT_LIMIT else [*first, _rest(f"其余 {count - FAULT_LIMIT} 处")]


def _rest(what: str) -> Fault:
    return Fault(what, "", f"错误已达 {FAULT_LIMIT} 处，其余未列出，请先改正以上错误再导入")
