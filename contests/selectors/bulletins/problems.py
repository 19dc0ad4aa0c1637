"""The ledger of problems as a release keeps it, for the period that it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

HEAD = ("编号", "责任单位", "交办日期", "整改期限", "销号日期")


@dataclass(frozen=True, slots=True)
class Problems:
    """The problems that were open in the period or assigned in it, and how many of them were what at its end."""

    rows: tuple[tuple[str, ...], ...]
    closed: int
    overdue: int

    @property
    def head(self) -> tuple[str, ...]:
        """Return the words over the columns."""
        return HEAD


def problems_of(payload: Mapping[str, Any]) -> Problems:
    """Return the problems; days are compared as they are written, 2023-05-31."""
    found = list(_open_in(payload))
    last = payload["period"]["ends_on"]
    closed = sum(row[4] is not None for row in found)
    overdue = sum(row[4] is None and row[3] is not None and row[3] <= last for row in found)
    return Problems(tuple(tuple(text or "—" for text in row) for row in found), closed, overdue)


def _open_in(payload: Mapping[str, Any]) -> Iterator[tuple[str | None, ...]]:
    first, last = payload["period"]["starts_on"], payload["period"]["ends_on"]
    names = {code: name for code, name, _ in payload["document"]["entrants"]}
    for code, rows in payload["document"].get("ledger", {}).items():
        for number, assigned, due, closed in rows:
            if assigned <= last and not (closed and closed < first):
                yield number, names[code], assigned, due, closed if closed and closed <= last else None
