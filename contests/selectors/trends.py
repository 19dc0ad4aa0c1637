"""The places of the last periods beside a board's ranking, as they stood when its issue went out.

Only issues with smaller numbers are looked at. What was corrected later changes nothing here, just as the change
against the last period stays as frozen: the entrant's page has the places as they stand today.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile
from typing import Any, NamedTuple

from django.core.cache import cache

from contests.scoring.document import TOTAL
from contests.selectors.payloads import Payload, made_once
from contests.selectors.published import DOCUMENT_SECONDS, Archive, Issue, headlines

# So many periods are seen at a glance: two months of weeks.
PERIODS = 8

UNRANKED, UNPUBLISHED, RECALLED = "未排名", "未发布", "已撤回"

# A rank, or why there is none.
Spot = int | str


class Places(NamedTuple):
    """The first day of an issue's period, and each entrant's division (by name) and rank; None of what was recalled."""

    starts_on: date
    ranks: Mapping[str, tuple[str, int | None]] | None


@dataclass(frozen=True, slots=True)
class Trend:
    """An entrant's places, the latest last; it begins where the entrant came into its division."""

    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Trends:
    """The lines of a ranking by entrant, drawn over `periods` periods in a field of `worst` places."""

    periods: int
    worst: int
    lines: Mapping[str, Trend]


def issues_before(archive: Archive, issue: Issue) -> tuple[Issue, ...]:
    """Return what stood, when an issue went out, of the periods before it of its cadence, the earliest first.

    Of a period that has nothing but what was recalled since, it is that: to be named, no more to be read.
    """
    latest: dict[str, Issue] = {}
    recalled: dict[str, Issue] = {}
    for one in archive.issues:
        earlier = one.number < issue.number and one.cadence == issue.cadence and one.ends_on < issue.ends_on
        if earlier and not one.is_recall:
            (recalled if one.recall else latest).setdefault(one.period_code, one)
    return tuple(sorted((recalled | latest).values(), key=lambda one: one.ends_on)[1 - PERIODS :])


def trends_version(before: Iterable[Issue]) -> str:
    """Return what tells apart the lines that are drawn from these issues."""
    return "".join(f"{one.sha256}{one.recall is not None}" for one in before)


@made_once
def trends(payload: Payload, before: tuple[Issue, ...]) -> Trends | None:
    """Return the lines that end with an issue: at most one query; None where nobody has two places."""
    if not before:
        return None
    slots = _slots(before, _places(before), payload)
    lines = {code: line for code in payload.entrants if (line := _line(code, slots))}
    ranks = [spot for line in lines.values() for spot in line.spots if isinstance(spot, int)]
    if not any(sum(isinstance(spot, int) for spot in line.spots) > 1 for line in lines.values()):
        return None
    return Trends(len(slots), max(ranks), lines)


def _slots(before: tuple[Issue, ...], places: Mapping[str, Places], payload: Payload) -> list[Places | None]:
    """Return the places period by period, the issue's own last; None where periods between were not published.

    It begins with a period that has places to be read.
    """
    slots: list[Places | None] = []
    expected: date | None = None
    days = [issue.ends_on for issue in before]
    told = [places[issue.sha256]._replace(ranks=None) if issue.recall else places[issue.sha256] for issue in before]
    for found, ends_on in zip([*told, _own(payload)], [*days, None], strict=True):
        if expected and found.starts_on > expected:
            slots.append(None)
        slots.append(found)
        expected = ends_on + timedelta(days=1) if ends_on else None
    return list(dropwhile(lambda slot: slot is None or slot.ranks is None, slots[-PERIODS:]))


def _own(payload: Payload) -> Places:
    ranks = {
        code: (payload.divisions[division], payload.standings[TOTAL, code]["rank"])
        for code, (_, division) in payload.entrants.items()
    }
    return Places(date.fromisoformat(payload.period["starts_on"]), ranks)


def _line(code: str, slots: list[Places | None]) -> Trend | None:
    """Return an entrant's line; None where it has no place at all."""
    spots: list[Spot] = []
    last = slots[-1]
    division = last.ranks[code][0] if last and last.ranks else ""
    for slot in reversed(slots):
        if slot is None or slot.ranks is None:
            spots.append(RECALLED if slot else UNPUBLISHED)
            continue
        at, rank = slot.ranks.get(code, (division, None))
        if at != division:
            break
        spots.append(UNRANKED if rank is None else rank)
    while spots and not isinstance(spots[-1], int):
        spots.pop()
    return Trend(tuple(reversed(spots))) if spots else None


def _places(issues: tuple[Issue, ...]) -> dict[str, Places]:
    """Return the places of issues by the documents' hashes."""
    keys = {f"places:{issue.sha256}": issue for issue in issues}
    found: dict[str, Places] = cache.get_many(keys)
    if missing := [issue for key, issue in keys.items() if key not in found]:
        made = {f"places:{sha256}": _read(headline) for sha256, headline in headlines(missing).items()}
        cache.set_many(made, DOCUMENT_SECONDS)
        found |= made
    return {issue.sha256: found[key] for key, issue in keys.items()}


def _read(headline: Mapping[str, Any]) -> Places:
    ranks = {code: (row[1], row[2]) for code, row in headline["standings"].items()}
    return Places(date.fromisoformat(headline["starts_on"]), ranks)
