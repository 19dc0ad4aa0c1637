"""From readings to the parts of one entrant: each dimension, then the total."""

from collections.abc import Mapping, Sequence

from contests.scoring.adjust import NO_SHARE, shares
from contests.scoring.dimension import dimension_part
from contests.scoring.document import TOTAL
from contests.scoring.inputs import Adjustment, Entrant, Inputs
from contests.scoring.marks import Mark
from contests.scoring.parts import Part
from contests.scoring.rules import Rules
from contests.scoring.total import NO_ACTIVITY, no_activity, total_part


def score_entrant(
    rules: Rules,
    inputs: Inputs,
    marks: Mapping[str, Mapping[str, Mark]],
    adjustments: Sequence[Adjustment],
    entrant: Entrant,
) -> dict[str, Part]:
    """Return an entrant's part of every scope: each dimension's code, then `total`. Raises ScoreTooLargeError.

    `marks` are by criterion and entrant.
    """
    parts: dict[str, Part] = {}
    found_shares = shares(adjustments, rules)
    reported = set()
    for dimension in rules.dimensions:
        own = tuple([marks[criterion.code][entrant.code] for criterion in dimension.criteria])
        if any(mark.reported and mark.criterion.code in dimension.deciding for mark in own):
            reported.add(dimension.code)
        share = found_shares.get(dimension.code, NO_SHARE)
        parts[dimension.code] = dimension_part(rules, entrant, dimension, own, share)
    general = found_shares.get(TOTAL, NO_SHARE)
    if reported.isdisjoint(rules.deciding):
        for code in parts.keys() - reported:
            parts[code] = parts[code]._replace(score=None, reason=NO_ACTIVITY)
        return parts | {TOTAL: no_activity(rules, parts, general)}
    parts[TOTAL] = total_part(rules, inputs, entrant, parts, general)
    return parts
