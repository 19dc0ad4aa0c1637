"""Points that were given already and would be above the full marks of a draft."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from contests.scoring.methods import METHODS

Problem = tuple[tuple[str | int, ...], object, str]


def overfull(rules: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield (path, found, expected) of the full marks in rules that lie below the highest points in a document."""
    given = _highest(document)
    for at, dimension in enumerate(rules["dimensions"]):
        for index, criterion in enumerate(dimension["criteria"]):
            if not METHODS[criterion["method"]].bounded:
                continue
            own, path = criterion["division_marks"], ("dimensions", at, "criteria", index)
            for division, highest in given.get(criterion["code"], {}).items():
                where = ("division_marks", division) if division in own else ("full_marks",)
                marks = own.get(division, criterion["full_marks"])
                if highest > Decimal(marks):
                    yield (*path, *where), marks, f"低于本期已填报的评分 {highest}"


def _highest(document: Mapping[str, Any]) -> dict[str, dict[str, Decimal]]:
    """Return the highest points by criterion and division, of one assessor where there are several."""
    divisions = {code: division for code, _, division in document["entrants"]}
    found: dict[str, dict[str, Decimal]] = {}
    for criteria in document["readings"].values():
        for criterion, entrants in criteria.items():
            own = found.setdefault(criterion, {})
            for entrant, row in entrants.items():
                figures = [row[1], *(figure for _, figure in (row[4] or ()))] if len(row) > 4 else [row[1]]
                points = [Decimal(figure) for figure in figures if figure is not None]
                division = divisions[entrant]
                own[division] = max([own.get(division, Decimal(0)), *points])
    return found
