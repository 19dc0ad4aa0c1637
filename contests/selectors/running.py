"""A look ahead while a period is being entered: what the totals would be by the figures that stand there now.

Nothing of it is stored, shown in public or ranked: results are made by the computation, of approved figures alone.
"""

from collections.abc import Mapping
from typing import Any

from contests.enums import RatingStatus
from contests.errors import ScoreboardError
from contests.models import Period, RankingRun
from contests.scoring.decimals import plain
from contests.scoring.document import TOTAL
from contests.scoring.evaluate import evaluate
from contests.selectors.compute import prepare

# All but what was returned, which nobody stands by any more.
COUNTED = (RatingStatus.DRAFT, RatingStatus.SUBMITTED, RatingStatus.APPROVED)


def running_totals(period: Period) -> dict[int, str]:
    """Return the total so far by entrant's id, as text; nothing for a period that is not ranked or cannot be scored."""
    if period.cadence not in period.contest.cadences:
        return {}
    try:
        (ahead,) = prepare([RankingRun(period=period)], COUNTED)
        # Neither bonus nor deduction: one from a covert inspection would give itself away.
        events: dict[str, Any] = {"adjustments": [], "findings": []}
        standings = evaluate(ahead.document | events | {"rules": _lenient(ahead.document["rules"])}).standings
    except (ScoreboardError, ArithmeticError, ValueError):
        # A half-filled month may be such that no score can be made of it yet.
        return {}
    return {
        ahead.entrants[one.entrant]: plain(one.score)
        for one in standings
        if one.scope == TOTAL and one.score is not None
    }


def _lenient(rules: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rules with what is still missing counting nothing: half a month has half its points."""
    dimensions = [
        dimension | {"criteria": [criterion | {"missing": "zero"} for criterion in dimension["criteria"]]}
        for dimension in rules["dimensions"]
    ]
    return {**rules, "dimensions": dimensions}
