"""What stands where a part of a file could not be read: whoever would judge by it is stopped."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")


class UnreadError(Exception):
    """A part that could not be read was needed for a judgement."""


def _refuse(*_: object) -> Any:
    raise UnreadError


class Unread:
    """Stands where a part could not be read; anything that is done with it raises UnreadError."""

    __getattr__ = __getitem__ = __iter__ = __len__ = __bool__ = __contains__ = __hash__ = __str__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __add__ = __radd__ = __sub__ = __mul__ = __rmul__ = _refuse


UNREAD = Unread()


def judged(found: Iterator[T]) -> Iterator[T]:
    """Yield what is found up to where a part is needed that could not be read."""
    try:
        yield from found
    except UnreadError:
        return


def is_read(value: object) -> bool:
    """Whether a part could be read."""
    return value is not UNREAD


def codes_of(rows: Iterable[Any]) -> Any:
    """Return the set of the rows' codes; what stands for an unread part where one of them is missing."""
    try:
        return {row.code for row in rows}
    except UnreadError:
        return UNREAD


def is_given(*values: object) -> bool:
    """Whether one of the values was given. Raises UnreadError where that depends on one that could not be read."""
    if any(value is not None and value is not UNREAD for value in values):
        return True
    if any(value is UNREAD for value in values):
        raise UnreadError
    return False
