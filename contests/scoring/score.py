"""From readings to the parts of one entrant: each dimension, then the total."""

from collections.abc import Mapping, Sequence

from contests.scoring.adjust import NO_SHARE, shares
from contests.scoring.dimension import dimension_part
from contests.scoring.document import TOTAL
from contests.scoring.inputs import Adjustment, Entrant, Inputs, Reported
from contests.scoring.marks import Peers, mark_criterion
from contests.scoring.parts import Part
from contests.scoring.rules import Dimension, Rules
from contests.scoring.total import NO_ACTIVITY, no_activity, total_part


def score_entrant(
    rules: Rules,
    inputs: Inputs,
    readings: Mapping[str, Mapping[str, Sequence[Reported]]],
    peers: Peers,
    adjustments: Sequence[Adjustment],
    entrant: Entrant,
) -> dict[str, Part]:
    """Return an entrant's part of every scope: each dimension's code, then `total`. Raises ScoreTooLargeError."""
    parts: dict[str, Part] = {}
    found_shares = shares(adjustments, rules)
    reported = set()
    for dimension in rules.dimensions:
        found = [readings[criterion.code].get(entrant.code, ()) for criterion in dimension.criteria]
        if _decides(dimension, found):
            reported.add(dimension.code)
        marks = tuple(
            mark_criterion(criterion, entrant, own_readings, rules.rounding, inputs, peers)
            for criterion, own_readings in zip(dimension.criteria, found, strict=True)
        )
        share = found_shares.get(dimension.code, NO_SHARE)
        parts[dimension.code] = dimension_part(rules, entrant, dimension, marks, share)
    general = found_shares.get(TOTAL, NO_SHARE)
    if reported.isdisjoint(rules.deciding):
        for code in parts.keys() - reported:
            parts[code] = parts[code]._replace(score=None, reason=NO_ACTIVITY)
        return parts | {TOTAL: no_activity(rules, parts, general)}
    parts[TOTAL] = total_part(rules, inputs, entrant, parts, general)
    return parts


def _decides(dimension: Dimension, found: Sequence[Sequence[Reported]]) -> bool:
    """Whether something was reported of a criterion that decides."""
    return any(own and one.code in dimension.deciding for own, one in zip(found, dimension.criteria, strict=True))
