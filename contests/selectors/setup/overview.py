"""A contest as its office sees it at a glance: what it is, its rules in words, the versions of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contests.models import Contest, RulesVersion
from contests.scoring.methods import METHODS
from contests.selectors.trials.rule_lines import board_name, board_text, scope_names

Spec = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A dimension or criterion: its name, full marks, weight and how it is scored."""

    name: str
    marks: str
    weight: str
    method: str
    leads: bool


def weighed(spec: Spec) -> list[Weighed]:
    """Return the dimensions, each followed by its criteria."""
    rows = []
    for dimension in spec["dimensions"]:
        rows.append(Weighed(dimension["name"], dimension["full_marks"] or "", dimension["weight"], "", leads=True))
        rows += [
            Weighed(part["name"], part["full_marks"], part["weight"], METHODS[part["method"]].label, leads=False)
            for part in dimension["criteria"]
        ]
    return rows


def board_lines(spec: Spec) -> list[tuple[str, str]]:
    """Return every list with who comes on it, in words."""
    divisions = {row["code"]: row["name"] for row in spec["divisions"]}
    scopes = scope_names(spec)
    return [(board_name(board, scopes, divisions), board_text(board)) for board in spec["boards"]]


def versions_of(contest: Contest) -> list[RulesVersion]:
    """Return the versions of the rules, the newest first, with who made them."""
    return list(contest.rules_versions.select_related("created_by").order_by("-number").defer("rules"))
