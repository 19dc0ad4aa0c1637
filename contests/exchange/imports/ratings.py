"""Figures: read with the person's rights, compared with what is stored, handed in for approval."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from contests.enums import RatingStatus
from contests.exchange.imports.kind import Incoming, Line, preview_of
from contests.exchange.ratings_file import read_ratings
from contests.models import Contest, Criterion, Entrant, Period
from contests.scoring.decimals import plain
from contests.selectors.entry import entry_guide
from contests.selectors.entry_rights import entry_rights
from contests.services.entry import FIGURES, STATUS, Figure, existing_of, is_changed, store_ratings
from contests.services.uploads import Preview


def read(file: Incoming) -> list[Figure]:
    """Return the figures of a file; rows without a figure are passed over. Raises FileError."""
    rights = entry_rights(file.contest, file.user)
    return read_ratings(
        file.name,
        file.data,
        entry_guide(file.contest),
        lambda period, entrant, criterion: rights.refusal(period, entrant, criterion, file.now),
        file.watch,
        skip_blank=True,
    )


def compare(file: Incoming, figures: Sequence[Figure]) -> Preview:
    """Return what storing the figures would do."""
    return preview_of(_lines(file.contest, figures))


def store(file: Incoming, figures: Sequence[Figure]) -> str:
    """Store the figures; return what to tell the person."""
    stored = store_ratings(
        contest=file.contest,
        figures=figures,
        entered_by=file.user,
        now=file.now,
        source=file.name,
        sha256=file.sha256,
        in_time=True,
    )
    return f"新增 {stored.new} 条，更改 {stored.changed} 条，未变 {stored.unchanged} 条，待审核"


def count(figures: Sequence[Figure]) -> int:
    """Return how many rows these are."""
    return len(figures)


def _lines(contest: Contest, figures: Sequence[Figure]) -> Iterator[Line]:
    existing = existing_of(figures, lock=False)
    periods = dict(Period.objects.filter(contest=contest).values_list("pk", "code"))
    entrants = dict(Entrant.objects.filter(contest=contest).values_list("pk", "name"))
    criteria = dict(Criterion.objects.filter(contest=contest).values_list("pk", "name"))
    for figure in figures:
        old = existing.get((figure.period, figure.entrant, figure.criterion))
        about = (periods[figure.period], entrants[figure.entrant], criteria[figure.criterion])
        new = _words(figure[3:])
        if old is None:
            yield Line("new", about, "", new)
        elif is_changed(old, figure):
            state = RatingStatus(old[STATUS]).label
            yield Line("changed", about, f"{_words(old[1 : 1 + len(FIGURES)])}（{state}）", new)
        else:
            yield Line("unchanged", about, new, new)


def _words(figures: Sequence[Any]) -> str:
    """Return a figure as people say it, with its target and its note."""
    value, target, grade, note, parts, word = figures
    text = word or grade or parts or _plain(value) or "无"
    task = f"（任务数 {_plain(target)}）" if target is not None else ""
    return f"{text}{task}{f'，备注：{note}' if note else ''}"


def _plain(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
