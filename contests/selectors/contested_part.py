"""An entrant's part of a document: what its result in a scope was computed from."""

from collections.abc import Mapping
from typing import Any

from contests.scoring.document import TOTAL
from contests.scoring.methods import METHODS


def part_of(document: Mapping[str, Any], entrant: str, scope: str) -> list[Any]:
    """Return division, first day, readings, problems and events of an entrant (a code) in a scope, to be compared.

    Where a figure came from is no part of it.
    """
    criteria = {
        criterion["code"]: criterion["method"]
        for dimension in document["rules"]["dimensions"]
        for criterion in dimension["criteria"]
        if scope in (TOTAL, dimension["code"], criterion["code"])
    }
    readings = {
        (period, criterion): rows[entrant][1:]
        for period, found in document["readings"].items()
        for criterion, rows in found.items()
        if criterion in criteria and entrant in rows
    }
    events = [
        event
        for kind in ("adjustments", "findings")
        for event in document[kind]
        if event["entrant"] == entrant and scope in (TOTAL, event["scope"])
    ]
    divisions = [division for code, _, division in document["entrants"] if code == entrant]
    kept_by_ledger = any(METHODS[method].ledger for method in criteria.values())
    problems = _problems(document, entrant) if kept_by_ledger else []
    return [divisions, document["since"].get(entrant), readings, problems, events]


def _problems(document: Mapping[str, Any], entrant: str) -> list[list[str | None]]:
    """Return the problems as they were on the last day of the period: the ledger runs on, and later days do not count.

    They are [number, assigned, due, closed].
    """
    end = document["periods"][document["period"]]["end"]
    return [
        [number, assigned, due, closed if closed and closed <= end else None]
        for number, assigned, due, closed in document["ledger"].get(entrant, [])
        if assigned <= end
    ]
