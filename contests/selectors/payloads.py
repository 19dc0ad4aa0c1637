"""A release's document, looked up by the codes in it; nothing here asks the database."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from contests.scoring.document import COMBINED, TOTAL

P = ParamSpec("P")
T = TypeVar("T")

# What every place that shows the reason of a correction says before it.
LABEL = re.compile(r"^\s*更正(?:的?原因)?\s*[:：]\s*")


def bare_reason(written: str) -> str:
    """Return the reason of a correction without the words that it is shown after, where it began with them."""
    return LABEL.sub("", written).strip()


class Payload:
    """The document of one issue."""

    def __init__(self, payload: Mapping[str, Any]) -> None:
        """Keep the parsed document."""
        self.contest: Mapping[str, Any] = payload["contest"]
        self.period: Mapping[str, Any] = payload["period"]
        self.number: int = payload["number"]
        # The issue that was recalled, where this is what was released of the period afterwards: no correction of it.
        self.reissues: int | None = payload.get("reissues")
        self.corrects: int | None = None if self.reissues else payload["corrects"]
        self.correction_reason: str = bare_reason(payload["correction_reason"] or "")
        # Corrections from before this was kept say only why.
        self.changes: Mapping[str, Any] | None = payload.get("changes")
        # Issues from before there were appeals have no window.
        until = payload.get("objections_until")
        self.objections_until: date | None = date.fromisoformat(until) if until else None
        self.appeal_days: int = payload.get("appeal_days", 0)
        self.entries: list[Mapping[str, Any]] = payload["entries"]
        self.rules: Mapping[str, Any] = payload["document"]["rules"]
        self.dimensions: list[Mapping[str, Any]] = self.rules["dimensions"]
        # True only where something was left out, the second where it was its own black list: see `public_view`.
        self.lapsed: bool = payload.get("lapsed", False)
        self.black_lapsed: bool = payload.get("black_lapsed", False)
        # What was made of it, see `made_once`.
        self.made: dict[tuple[Any, ...], Any] = {}
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
    def categories(self) -> dict[str, list[str]]:
        """Return the codes of the divisions by category, in their order; one without a category is its own.

        Empty where the contest sorts its divisions into none, as in issues from before it could.
        """
        named: Mapping[str, str] = self._document.get("categories", {})
        found: dict[str, list[str]] = {}
        for code, name in self.divisions.items() if named else ():
            found.setdefault(named.get(code, name), []).append(code)
        return found

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


def made_once(make: Callable[Concatenate[Payload, P], T]) -> Callable[Concatenate[Payload, P], T]:
    """Return what makes its answer once for each document and words: neither changes, and nor must the answer."""

    @wraps(make)
    def answer(payload: Payload, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (make, args, tuple(kwargs.items()))
        if key not in payload.made:
            payload.made[key] = make(payload, *args, **kwargs)
        found: T = payload.made[key]
        return found

    return answer
