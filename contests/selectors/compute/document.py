"""The document that the engine takes, made from the rows of a period."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contests.enums import Cadence
from contests.models import Contest, Period
from contests.scoring.decimals import plain
from contests.scoring.document import FORMAT
from contests.scoring.methods.points import Points
from contests.selectors.compute.rows import Events, Placed, Ranks, Readings
from contests.selectors.compute.sources import Sources, reading_row

FINENESS = {cadence: place for place, cadence in enumerate(Cadence)}


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read of a period for its document; ledger and places only where the rules look at them."""

    rules: Mapping[str, Any]
    rules_version: int
    placed: Sequence[Placed]
    readings: Readings
    adjustments: Events
    findings: Events
    previous: Ranks
    ledger: Mapping[int, list[list[str | None]]]
    places: Sequence[tuple[int, str, int]]


def in_force(rows: Sequence[Placed], period: Period) -> list[Placed]:
    """Return each entrant's placement in a period."""
    day = period.placement_day
    return list({row.entrant: row for row in rows if row.starts_on <= day}.values())


def build_document(period: Period, facts: Facts, joined: Mapping[int, date]) -> dict[str, Any]:
    """Return rules and inputs of a period as plain JSON values; figures are text.

    `joined` has the first day of each entrant in the contest.
    """
    placed = facts.placed
    codes = {row.entrant: row.code for row in placed}
    rules = rules_for(facts.rules, Cadence(period.cadence))
    divisions = sorted({row.division: row for row in placed}.values(), key=lambda row: row.division_order)
    readings, sources = _readings(facts.readings, codes, rules, period)
    return {
        "format": FORMAT,
        "rules": rules,
        "rules_version": facts.rules_version,
        "period": period.code,
        "periods": _periods(period, [part for part, _ in facts.readings], _cadences(rules)),
        "divisions": [[row.division_code, row.division_name] for row in divisions],
        "entrants": [[row.code, row.name, row.division_code] for row in placed],
        "since": _since(placed, joined, period.contest),
        "readings": readings,
        "sources": sources,
        "ledger": {codes[entrant]: rows for entrant, rows in facts.ledger.items() if entrant in codes},
        "adjustments": [event | {"points": plain(event["points"])} for event in facts.adjustments],
        "findings": facts.findings,
        # A rank has no meaning outside its division: who came from another one has none to be compared with.
        "previous": [
            [row.code, before.scope, before.rank]
            for row in placed
            for before in facts.previous.get(row.entrant, ())
            if before.division == row.division and before.rank is not None
        ],
        "streaks": [
            [row.code, before.scope, before.streak]
            for row in placed
            for before in facts.previous.get(row.entrant, ())
            if before.streak
        ],
        "places": [[codes[entrant], code, rank] for entrant, code, rank in facts.places if entrant in codes],
        **_categories(divisions),
    }


def _since(placed: Sequence[Placed], joined: Mapping[int, date], contest: Contest) -> dict[str, str]:
    """Return the first day of each entrant that came later than the contest began."""
    return {row.code: joined[row.entrant].isoformat() for row in placed if joined[row.entrant] > contest.starts_on}


def _categories(divisions: Sequence[Placed]) -> dict[str, dict[str, str]]:
    """Return the divisions' categories, from which nothing is computed; a document without any is as it always was."""
    found = {row.division_code: row.division_category for row in divisions if row.division_category}
    return {"categories": found} if found else {}


def rules_for(rules: Mapping[str, Any], cadence: Cadence) -> Mapping[str, Any]:
    """Return the rules with the criteria that count in a period: those entered for it or for a shorter one.

    While only one of process and outcome counts, all of the score is its.
    """
    all_count = True
    dimensions = []
    for dimension in rules["dimensions"]:
        criteria = [one for one in dimension["criteria"] if FINENESS[Cadence(one["cadence"])] <= FINENESS[cadence]]
        all_count = all_count and len(criteria) == len(dimension["criteria"])
        if criteria:
            dimensions.append(dimension | {"criteria": criteria})
    if all_count:
        return rules
    parts = [part for part in rules["parts"] if any(one["part"] == part["code"] for one in dimensions)]
    if len(parts) == 1:
        parts = [parts[0] | {"share": "1"}]
    return {**rules, "dimensions": dimensions, "parts": parts}


def _cadences(rules: Mapping[str, Any]) -> set[str]:
    """Return the cadences that are entered or stand between, on the way up."""
    found = set()
    for dimension in rules["dimensions"]:
        for criterion in dimension["criteria"]:
            found.add(criterion["cadence"])
            if isinstance(criterion["roll_up"], dict):
                found |= set(criterion["roll_up"])
    return found


def _periods(period: Period, parts: Sequence[Period], cadences: set[str]) -> dict[str, Any]:
    """Return the periods that the engine needs: the ranked one, and those inside it that something is entered for."""
    inside = [
        part
        for part in parts
        if part.pk == period.pk
        or (
            part.cadence in cadences
            and FINENESS[Cadence(part.cadence)] < FINENESS[Cadence(period.cadence)]
            and period.starts_on <= part.ends_on <= period.ends_on
        )
    ]
    return {
        part.code: {
            "cadence": part.cadence,
            "start": part.starts_on.isoformat(),
            "end": part.ends_on.isoformat(),
            "within": {
                longer.cadence: longer.code
                for longer in inside
                if FINENESS[Cadence(longer.cadence)] > FINENESS[Cadence(part.cadence)]
                and longer.starts_on <= part.ends_on <= longer.ends_on
            },
            "setting": _setting(period.contest, part.ends_on),
        }
        for part in inside
    }


def _setting(contest: Contest, day: date) -> list[int | str]:
    """Return months and days gone of all, and the month."""
    first, last = contest.starts_on, contest.ends_on
    months = (_months(first, day), _months(first, last))
    return [*months, (day - first).days + 1, (last - first).days + 1, f"{day:%Y-%m}"]


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _readings(
    readings: Readings, codes: Mapping[int, str], rules: Mapping[str, Any], period: Period
) -> tuple[dict[str, Any], list[list[str]]]:
    """Return what was reported in the period by period, criterion and entrant, and where it came from."""
    counted = {
        criterion["code"]: (criterion["cadence"], criterion["method"] == Points.name)
        for dimension in rules["dimensions"]
        for criterion in dimension["criteria"]
    }
    sources = Sources()
    found: dict[str, Any] = {}
    for part, rows in readings:
        if not period.starts_on <= part.ends_on <= period.ends_on:
            continue
        own = {code: assessed for code, (cadence, assessed) in counted.items() if cadence == part.cadence}
        criteria: dict[str, dict[str, list[Any]]] = defaultdict(dict)
        for row in rows:
            entrant, criterion = codes.get(row[1]), row[2]
            if entrant is not None and criterion in own:
                criteria[criterion][entrant] = reading_row(row, sources, assessed=own[criterion])
        if criteria:
            found[part.code] = dict(criteria)
    return found, sources.listed()
