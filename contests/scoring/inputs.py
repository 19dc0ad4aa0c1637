"""The inputs of a period as the engine takes them: parsed from plain JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from contests.scoring.methods.base import Reading, Setting
from contests.scoring.methods.closure import Problem


class Span(NamedTuple):
    """A period: its days (written 2022-09-30), the longer periods it lies in by cadence, the contest's progress."""

    code: str
    cadence: str
    start: str
    end: str
    within: Mapping[str, str]
    setting: Setting


class Reported(NamedTuple):
    """A reading with its period; `word` says why there is no figure (不适用, 无活动)."""

    period: str
    reading: Reading
    word: str


@dataclass(frozen=True, slots=True)
class Entrant:
    """参赛单位 and its 组别 in this period; they are listed in the office's fixed order.

    `since` is the day it joined, empty where that is the contest's first: nothing was expected of it before.
    """

    code: str
    name: str
    division: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An approved bonus (points > 0), deduction (< 0) or veto of one entrant in a scope, and its source document."""

    entrant: str
    scope: str
    kind: str
    points: Decimal
    effect: str
    matter: str
    document: str


@dataclass(frozen=True, slots=True)
class Finding:
    """An approved deed or fault of one entrant in a scope: the reason that stands on the board, and its evidence."""

    entrant: str
    scope: str
    colour: str
    by_hand: bool
    fact: str
    document: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """The figures of a period: what was reported by criterion and entrant, in the order of the periods.

    `previous` has the ranks of the period before by (entrant, scope), of those that stay in their division; `places`
    the (period, rank) of shorter periods by entrant; `streaks` how often in a row an entrant stood on the black list of
    a scope up to the period before.
    """

    span: Span
    spans: Mapping[str, Span]
    entrants: tuple[Entrant, ...]
    readings: Mapping[str, Mapping[str, Sequence[Reported]]]
    ledger: Mapping[str, Sequence[Problem]]
    adjustments: tuple[Adjustment, ...]
    findings: tuple[Finding, ...]
    previous: Mapping[tuple[str, str], int]
    places: Mapping[str, Sequence[tuple[str, int]]]
    streaks: Mapping[tuple[str, str], int]


def parse_inputs(document: Mapping[str, Any]) -> Inputs:
    """Return the inputs of a document. Raises KeyError or ValueError for one that `compute` did not write."""
    spans = {code: _span(code, row) for code, row in document["periods"].items()}
    places: dict[str, list[tuple[str, int]]] = {}
    for entrant, period, rank in document["places"]:
        places.setdefault(entrant, []).append((period, rank))
    since = document["since"]
    return Inputs(
        span=spans[document["period"]],
        spans=spans,
        entrants=tuple(
            Entrant(code, name, division, since.get(code, "")) for code, name, division in document["entrants"]
        ),
        readings=_readings(document["readings"], spans),
        ledger={entrant: [Problem(*row) for row in rows] for entrant, rows in document["ledger"].items()},
        adjustments=tuple(Adjustment(**{**row, "points": Decimal(row["points"])}) for row in document["adjustments"]),
        findings=tuple(Finding(**row) for row in document["findings"]),
        previous={(entrant, scope): rank for entrant, scope, rank in document["previous"]},
        places=places,
        streaks={(entrant, scope): times for entrant, scope, times in document["streaks"]},
    )


def _span(code: str, row: Mapping[str, Any]) -> Span:
    return Span(code, row["cadence"], row["start"], row["end"], row["within"], Setting(*row["setting"]))


def _readings(
    periods: Mapping[str, Mapping[str, Mapping[str, Sequence[Any]]]], spans: Mapping[str, Span]
) -> dict[str, dict[str, list[Reported]]]:
    """Return what was reported by criterion and entrant; a reading is [source, value, target, grade, parts, word].

    What is null at its end is left out, as most are. Each list goes by the days of its periods: the keys of a document
    have no order.
    """
    found: dict[str, dict[str, list[Reported]]] = {}
    for period, criteria in sorted(periods.items(), key=lambda item: (spans[item[0]].end, item[0])):
        for criterion, entrants in criteria.items():
            own = found.setdefault(criterion, {})
            for entrant, row in entrants.items():
                length = len(row)
                value = row[1]
                target = row[2] if length > 2 else None
                reading = Reading(
                    None if value is None else Decimal(value),
                    None if target is None else Decimal(target),
                    row[3] if length > 3 else None,
                    tuple((name, Decimal(figure)) for name, figure in row[4] or ()) if length > 4 else (),
                )
                own.setdefault(entrant, []).append(Reported(period, reading, row[5] if length > 5 else ""))
    return found
