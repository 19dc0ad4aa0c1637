"""A release's document, looked up by the codes in it; nothing here asks the database."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from contests.scoring.document import TOTAL


class Payload:
    """The document of one issue."""

    def __init__(self, payload: Mapping[str, Any]) -> None:
        """Keep the parsed document."""
        self.contest: Mapping[str, Any] = payload["contest"]
        self.period: Mapping[str, Any] = payload["period"]
        self.number: int = payload["number"]
        self.corrects: int | None = payload["corrects"]
        self.correction_reason: str = payload["correction_reason"]
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
        """Return the names of the scopes by code: the total, then each dimension where there are several."""
        dimensions = {dimension["code"]: dimension["name"] for dimension in self.dimensions}
        return {TOTAL: "总榜"} | (dimensions if len(dimensions) > 1 else {})

    @cached_property
    def standings(self) -> dict[tuple[str, str], Mapping[str, Any]]:
        """Return the standings by (scope, entrant)."""
        return {(row["scope"], row["entrant"]): row for row in self._standings}

    def score(self, value: str | None) -> Decimal | None:
        """Return a stored score with the published number of places."""
        if value is None:
            return None
        return Decimal(value).quantize(Decimal(1).scaleb(-self.rules["rounding"]["total"]))
