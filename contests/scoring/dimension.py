"""From the marks of an entrant to its part of a dimension."""

from collections.abc import Sequence

from contests.scoring.adjust import NO_SHARE, Share
from contests.scoring.decimals import ZERO
from contests.scoring.inputs import Entrant
from contests.scoring.marks import NOT_REPORTED, Mark
from contests.scoring.parts import Part, check_size, full_marks, joined, rescaled, zeroed_row
from contests.scoring.rules import Dimension, Rules
from contests.scoring.sheet import adjustment_rows, criterion_rows, weighted_row


def dimension_part(rules: Rules, entrant: Entrant, dimension: Dimension, marks: tuple[Mark, ...], share: Share) -> Part:
    """Return the part of a dimension: weighted sum, the missing rescaled, bonus and deduction, veto, rounded once."""
    lacking, earned = False, ZERO
    for mark in marks:  # once over the marks: this runs for every entrant and dimension
        if mark.points is None:
            lacking = True
        else:
            earned += mark.points * mark.criterion.weight
    reason, skipped = _why_none(dimension, marks) if lacking else ("", False)
    rows = criterion_rows(marks)
    if reason and not (skipped and share.zeroed):
        rows += adjustment_rows(share.lines)
        return Part(None, rows, share.points, reason=reason, skipped=skipped, marks=marks)
    if dimension.weighted and not reason:
        rows.append(weighted_row(marks, earned, rules.rounding))
    if lacking:
        counted = full_marks((mark.criterion for mark in marks if mark.points is not None), entrant.division)
        earned = rescaled(rules, "指标", earned, counted, full_marks(dimension.criteria, entrant.division), rows)
    value = earned
    if share is not NO_SHARE:
        value += share.points
        rows += adjustment_rows(share.lines)
        if share.zeroed:
            rows.append(zeroed_row(rules, value))
            value = earned = ZERO
    check_size(value, entrant, marks)
    return Part(rules.rounding.score(value), rows, value, earned, marks=marks)


def _why_none(dimension: Dimension, marks: Sequence[Mark]) -> tuple[str, bool]:
    """Return the reason why a dimension has no score, empty where it has one, and whether the rest stands for it."""
    deciding = [mark for mark in marks if mark.criterion.code in dimension.deciding]
    lacking = [mark.criterion for mark in deciding if mark.word == NOT_REPORTED]
    if unranked := [criterion.name for criterion in lacking if criterion.missing == "unranked"]:
        return f"{NOT_REPORTED}：{'、'.join(unranked)}", False
    if any(mark.points is not None for mark in deciding):
        return "", False
    return joined([(mark.criterion.name, mark.word) for mark in deciding]), True
