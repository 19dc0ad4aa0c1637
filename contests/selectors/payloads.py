"""A release's document, looked up by the codes in it; nothing here asks the database."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from contests.scoring.document import COMBINED, TOTAL


class Payload:
    """The document of one issue."""

    def __init__(self, payload: Mapping[str, Any]) -> None:
        """Keep the parsed document."""
        self.contest: Mapping[str, Any] = payload["contest"]
        self.period: Mapping[str, Any] = payload["period"]
        self.number: int = payload["number"]
        self.corrects: int | None = payload["corrects"]
        self.correction_reason: str = payload["correction_reason"]
        # Corrections from before this was kept say only why.
        self.changes: Mapping[str, Any] | None = payload.get("changes")
        # Issues from before there were appeals have no window.
        until = payload.get("objections_until")
        self.objections_until: date | None = date.fromisoformat(until) if until else None
        self.appeal_days: int = payload.get("appeal_days", 0)
        self.entries: list[Mapping[str, Any]] = payload["entries"]
        self.rules: Mapping[str, Any] = payload["document"]["rules"]
        self.dimensions: list[Mapping[str, Any]] = self.rules["dimensions"]
        self._document: Mapping[str, Any] = payload["document"]
        self._standings: list[Mapping[str, Any]] = payload["standings"]

    @cached_property
    def entrants(self) -> dict[str, tuple[str, str]]:
        """Return (name, division) by code, in the office's fixed order."""
        return {code: (name, division) for code, name, division in self._document["entrants"]}

    @cached_property
    def divisions(self) -> dict[str, str]:
        """Return the names of the divisions by code, in their order."""
        return dict(self._document["divisions"])

    @cached_property
    def scopes(self) -> dict[str, str]:
        """Return the names of the scopes by code: the total, then each dimension where there are several, then all."""
        dimensions = {dimension["code"]: dimension["name"] for dimension in self.dimensions}
        combined = {COMBINED: "综合榜"} if self.rules.get("combined") else {}
        return {TOTAL: "总榜"} | (dimensions if len(dimensions) > 1 else {}) | combined

    @property
    def graded(self) -> bool:
        """Return whether the contest gives grades."""
        return bool(self.rules.get("grades"))

    def pool(self, scope: str, division: str) -> str:
        """Return the name of those who are ranked together, empty where nobody is ranked apart."""
        return self.divisions[division] if len(self.divisions) > 1 and scope != COMBINED else ""

    def reported(self, criterion: str, entrant: str) -> list[tuple[str, list[Any], list[str]]]:
        """Return (period, reading, source) of what was reported; see `compute` for what a reading has."""
        sources = self._document.get("sources")
        if sources is None:  # the first format kept none
            return []
        return [
            (period, criteria[criterion][entrant], sources[criteria[criterion][entrant][0]])
            for period, criteria in self._document["readings"].items()
            if entrant in criteria.get(criterion, {})
        ]

    @cached_property
    def criteria(self) -> dict[str, Mapping[str, Any]]:
        """Return the criteria by code."""
        return {criterion["code"]: criterion for dimension in self.dimensions for criterion in dimension["criteria"]}

    def dimension(self, code: str) -> Mapping[str, Any]:
        """Return a dimension."""
        return next(dimension for dimension in self.dimensions if dimension["code"] == code)

    @cached_property
    def standings(self) -> dict[tuple[str, str], Mapping[str, Any]]:
        """Return the standings by (scope, entrant)."""
        return {(row["scope"], row["entrant"]): row for row in self._standings}

    def score(self, value: str | None) -> Decimal | None:
        """Return a stored score with the published number of places."""
        if value is None:
            return None
        return Decimal(value).quantize(Decimal(1).scaleb(-self.rules["rounding"]["total"]))
