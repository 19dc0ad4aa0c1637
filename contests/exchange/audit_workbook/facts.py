"""What a release says, looked up by the codes in it: rules, inputs, and what was published of each."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from contests.scoring.document import COMBINED, TOTAL
from contests.scoring.inputs import Entrant, parse_inputs
from contests.scoring.rules import Criterion, parse_rules


class Fact(NamedTuple):
    """What was published of an entrant in a scope."""

    score: str | None
    rank: int | None
    tied: bool
    grade: str
    reason: str


class Facts:
    """A release; entrants stand by divisions, inside one in the office's fixed order."""

    def __init__(self, payload: Mapping[str, Any], sha256: str) -> None:
        """Parse the payload. Raises KeyError or ValueError for one of another format."""
        document = payload["document"]
        self.payload = payload
        self.sha256 = sha256
        self.document: Mapping[str, Any] = document
        self.rules = parse_rules(document["rules"])
        self.inputs = parse_inputs(document)
        self.divisions: dict[str, str] = dict(document["divisions"])
        order = list(dict.fromkeys(entrant.division for entrant in self.inputs.entrants))
        self.entrants: list[Entrant] = sorted(self.inputs.entrants, key=lambda one: order.index(one.division))
        self.criteria: list[Criterion] = [one for dimension in self.rules.dimensions for one in dimension.criteria]
        rounding = document["rules"]["rounding"]
        self.mode: str = rounding["mode"]
        self.total_places: int = rounding["total"]
        # Places of a criterion's own are optional in a document.
        self.criterion_places: dict[str, int] = {
            row["code"]: rounding["criterion"] if row.get("places") is None else row["places"]
            for dimension in document["rules"]["dimensions"]
            for row in dimension["criteria"]
        }

    def pools(self) -> list[list[Entrant]]:
        """Return those that are ranked together in every scope but the combined one."""
        return [list(pool) for _, pool in groupby(self.entrants, key=lambda entrant: entrant.division)]

    def source(self, period: str, criterion: str, entrant: str) -> str:
        """Return where a reading came from: the file or page, the roles that entered and approved it."""
        at: int = self.document["readings"][period][criterion][entrant][0]
        place, entered, approved = self.document["sources"][at]
        return f"{place}（填报：{entered}；审核：{approved}）"

    def label(self, entrant: Entrant) -> list[str]:
        """Return the cells that say who a row is about: division, code, name."""
        return [self.divisions[entrant.division], entrant.code, entrant.name]

    @cached_property
    def scopes(self) -> dict[str, str]:
        """Return the names of the scopes by code, in the order of their making."""
        dimensions = {dimension.code: dimension.name for dimension in self.rules.dimensions}
        return dimensions | {TOTAL: "总榜"} | ({COMBINED: "综合榜"} if self.rules.combined else {})

    @cached_property
    def standings(self) -> dict[tuple[str, str], Fact]:
        """Return the published standings by (scope, entrant)."""
        rows = self.payload["standings"]
        return {
            (row["scope"], row["entrant"]): Fact(
                row["score"], row["rank"], row["tied"], row["grade"], row["not_ranked_reason"]
            )
            for row in rows
        }

    @cached_property
    def points(self) -> dict[tuple[str, str], str | None]:
        """Return the published points by (entrant, criterion)."""
        return {
            (row["entrant"], line["criterion"]): line["points"]
            for row in self.payload["standings"]
            for line in row["breakdown"]
            if "criterion" in line
        }

    @cached_property
    def entries(self) -> dict[tuple[str, str], Mapping[str, Any]]:
        """Return the published entries of the lists by (scope, entrant)."""
        return {(row["scope"], row["entrant"]): row for row in self.payload["entries"]}


def figure(text: str | None) -> Decimal | None:
    """Return a published figure as a cell holds it."""
    return None if text is None else Decimal(text)
