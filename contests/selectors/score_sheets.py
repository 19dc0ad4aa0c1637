"""Why an entrant has its place, and its places before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import F
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from contests.enums import Cadence
from contests.models import Standing
from contests.selectors.payloads import TOTAL, Payload

# The decimal places that a run was published with; the contest's may have been changed since.
PLACES = KeyTextTransform("total", KeyTransform("rounding", KeyTransform("rules", F("run__document"))))


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a score sheet: a criterion or dimension with its points, or an adjustment in words."""

    name: str
    full_marks: str
    formula: str
    points: str | None
    adjustment: str


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A dimension or the total: its lines, then score and rank or the reason why there is none."""

    code: str
    name: str
    lines: tuple[SheetLine, ...]
    score: Decimal | None
    rank: int | None
    tied: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The score sheet of one entrant in one issue."""

    name: str
    division: str
    parts: tuple[SheetPart, ...]
    total: SheetPart


@dataclass(frozen=True, slots=True)
class Placing:
    """Where an entrant stood in an issue."""

    name: str
    cadence: str
    number: int
    period: str
    division: str
    rank: int | None
    tied: bool
    score: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    """The placings of one cadence, the earliest first."""

    cadence: str
    name: str
    placings: tuple[Placing, ...]


def score_sheet(payload: Payload, code: str) -> Sheet | None:
    """Return the score sheet of an entrant, None when it is not in this issue."""
    if code not in payload.entrants:
        return None
    name, division = payload.entrants[code]
    marks = {
        criterion["code"]: (criterion["name"], criterion["division_marks"].get(division, criterion["full_marks"]))
        for dimension in payload.dimensions
        for criterion in dimension["criteria"]
    }
    marks |= {dimension["code"]: (dimension["name"], "") for dimension in payload.dimensions}
    parts = tuple(_part(payload, dimension["code"], dimension["name"], code, marks) for dimension in payload.dimensions)
    pool = payload.divisions[division] if len(payload.divisions) > 1 else ""
    return Sheet(name, pool, parts, _part(payload, TOTAL, "总分", code, marks))


def _part(payload: Payload, scope: str, name: str, code: str, marks: Mapping[str, tuple[str, str]]) -> SheetPart:
    standing = payload.standings[scope, code]
    return SheetPart(
        code=scope,
        name=name,
        lines=tuple(_line(row, marks) for row in standing["breakdown"]),
        score=payload.score(standing["score"]),
        rank=standing["rank"],
        tied=standing["tied"],
        reason=standing["not_ranked_reason"],
    )


def _line(row: Mapping[str, Any], marks: Mapping[str, tuple[str, str]]) -> SheetLine:
    if "adjustment" in row:
        return SheetLine("", "", "", None, row["adjustment"])
    name, full_marks = marks[row.get("criterion") or row["dimension"]]
    return SheetLine(name, full_marks, row["formula"], row["points"], "")


def entrant_history(slug: str, code: str) -> list[History]:
    """Return an entrant's placings in the issues that stand today, by cadence, in one query.

    The rows are the ones the releases were made from; the database lets neither be changed.
    """
    rows: Iterable[Any] = (
        Standing.objects.filter(
            run__release__contest__slug=slug,
            run__release__corrected_by__isnull=True,
            entrant__code=code,
            scope=TOTAL,
        )
        .select_related("run__period", "run__release", "entrant", "division")
        .annotate(places=PLACES)
        .defer("breakdown", "run__document", "run__release__payload")
        .order_by("run__period__cadence", "run__period__ends_on")
    )
    placings = [_placing(row) for row in rows]
    return [
        History(cadence, placings_of[0].name, placings_of)
        for cadence, group in groupby(placings, key=lambda placing: placing.cadence)
        if (placings_of := tuple(group))
    ]


def _placing(row: Any) -> Placing:
    period = row.run.period
    places = Decimal(1).scaleb(-int(row.places))
    return Placing(
        name=row.entrant.name,
        cadence=Cadence(period.cadence),
        number=row.run.release.number,
        period=period.label,
        division=row.division.name,
        rank=row.rank,
        tied=row.tied,
        score=None if row.score is None else row.score.quantize(places),
        reason=row.not_ranked_reason,
    )
