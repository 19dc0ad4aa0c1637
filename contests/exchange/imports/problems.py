"""The ledger of problems: read, compared field by field with what is there, stored."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.utils import timezone

from contests.exchange.imports.kind import Incoming, Line, preview_of
from contests.exchange.problems_file import KNOWN, read_problems
from contests.selectors.entry import entry_guide
from contests.services.ledger import FIELDS, ProblemRow, sorted_problems, store_problems
from contests.services.uploads import Preview

# The first name of each column that people know.
TITLES = {field: title for title, field in reversed(KNOWN.items())}


def read(file: Incoming) -> list[ProblemRow]:
    """Return the problems of a file. Raises FileError."""
    return read_problems(file.name, file.data, entry_guide(file.contest), timezone.localdate(file.now), file.watch)


def compare(file: Incoming, problems: Sequence[ProblemRow]) -> Preview:
    """Return what storing the problems would do."""
    return preview_of(_lines(file, problems))


def _lines(file: Incoming, problems: Sequence[ProblemRow]) -> Iterator[Line]:
    _, _, log = sorted_problems(file.contest, problems, file.user)
    new, changed = log["new"], cast("dict[str, dict[str, list[str | None]]]", log["changed"])
    for problem in problems:
        about = (problem.number, problem.matter)
        if problem.number in new:
            yield Line("new", about, "", _written(new[problem.number]))
        elif changes := changed.get(problem.number):
            old = _written({field: before for field, (before, _) in changes.items()})
            yield Line("changed", about, old, _written({field: after for field, (_, after) in changes.items()}))
        else:
            yield Line("unchanged", about, "", "")


def _written(values: dict[str, Any]) -> str:
    return "，".join(f"{TITLES[field]} {values[field] or '无'}" for field in FIELDS if field in values)


def store(file: Incoming, problems: Sequence[ProblemRow]) -> str:
    """Store the problems; return what to tell the person."""
    stored = store_problems(
        contest=file.contest, problems=problems, actor=file.user, source=file.name, sha256=file.sha256
    )
    return f"新增 {stored.new} 件，更改 {stored.changed} 件，未变 {stored.unchanged} 件"
