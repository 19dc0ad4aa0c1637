"""From several readings of a criterion to one: weeks into months, months into quarters and years."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from contests.scoring.decimals import ZERO, plain, settle
from contests.scoring.document import CADENCES
from contests.scoring.inputs import Span
from contests.scoring.methods.base import Outcome
from contests.scoring.rules import Criterion, Stage

FINENESS = {cadence: place for place, cadence in enumerate(CADENCES)}
NOTHING = Outcome(ZERO, "0（未填报）")


class Part(NamedTuple):
    """The outcome of one period on its way into a longer one."""

    period: str
    outcome: Outcome


def roll_up(
    criterion: Criterion, parts: Sequence[Part], spans: Mapping[str, Span], ranked: Span, since: str
) -> Outcome:
    """Return one outcome for the periods of a criterion, in the stages of its rule, the rest directly.

    Periods to which the criterion does not apply do not count. One that was not reported counts as the stage says:
    not at all or zero, the latter from the day on that the entrant takes part (`since`).
    """
    level = criterion.cadence
    details: list[str] = []
    below: list[str] = []
    for stage in criterion.stages:
        if FINENESS[stage.to] > FINENESS[ranked.cadence] or FINENESS[stage.to] <= FINENESS[level]:
            continue
        below += details
        parts, details = _stage(stage, level, parts, spans, since)
        level = stage.to
    rolled = _merged([part.outcome for part in parts], criterion.roll_up, ())
    if len(parts) > 1:
        return _with_details(rolled, [*below, *details])
    return _with_details(Outcome(rolled.points, details[0].partition("：")[2] if details else rolled.formula), below)


def _with_details(outcome: Outcome, details: Sequence[str]) -> Outcome:
    return Outcome(outcome.points, "；其中 ".join(filter(None, [outcome.formula, "；".join(details)])))


def _stage(
    stage: Stage,
    level: str,
    parts: Sequence[Part],
    spans: Mapping[str, Span],
    since: str,
) -> tuple[list[Part], list[str]]:
    """Return the parts one level up, and what each is made of."""
    known = {part.period: part.outcome for part in parts}
    groups: dict[str, list[Outcome]] = {}
    weights: dict[str, list[Decimal]] = {}
    order = sorted((span for span in spans.values() if span.cadence == level), key=lambda span: span.end)
    for span in order:
        group = span.within[stage.to]
        outcome = known.get(span.code)
        if outcome is None and (stage.missing != "zero" or _last_monday(span) < since):
            continue
        groups.setdefault(group, []).append(outcome or NOTHING)
        if stage.weights:
            weights.setdefault(group, []).append(stage.weights[place_in(span, stage.to)])
    merged, details = [], []
    for group, outcomes in groups.items():
        outcome = _merged(outcomes, stage.by, weights.get(group, ()))
        details.append(f"{group}：{outcome.formula}")
        shown = outcome.formula if outcome.points is None else f"{group} {_short(outcome.points)}"
        merged.append(Part(group, Outcome(outcome.points, shown)))
    return merged, details


def _last_monday(span: Span) -> str:
    """Return the first day of a period's last week: who joined after it was not in the period."""
    return (date.fromisoformat(span.end) - timedelta(days=6)).isoformat()


def place_in(span: Span, to: str) -> int:
    """Return which of a quarter's or year's months or quarters a period is, from 0: by the calendar.

    A contest may begin or end inside a quarter; the weight is its month's all the same.
    """
    number = int(span.code[6:] if span.cadence == "quarter" else span.code[5:]) - 1
    return number % 3 if to == "quarter" else number


def _merged(outcomes: Sequence[Outcome], how: str, weights: Sequence[Decimal]) -> Outcome:
    if len(outcomes) == 1:
        return outcomes[0]
    counted = [at for at, outcome in enumerate(outcomes) if outcome.points is not None]
    if not counted:
        return outcomes[-1]
    if how == "last":
        return outcomes[counted[-1]]
    points = [outcomes[at].points or ZERO for at in counted]
    formulas = [outcomes[at].formula for at in counted]
    if how == "weighted":
        used = [weights[at] for at in counted]
        terms = " + ".join(f"{formula} × {plain(weight)}" for formula, weight in zip(formulas, used, strict=True))
        weighed = sum((one * weight for one, weight in zip(points, used, strict=True)), ZERO)
        return Outcome(weighed / sum(used), f"({terms}) ÷ {plain(sum(used, ZERO))}")
    total, terms = sum(points, ZERO), " + ".join(formulas)
    if how == "sum":
        return Outcome(total, terms)
    return Outcome(total / len(points), f"({terms}) ÷ {len(points)}")


def _short(points: Decimal) -> str:
    """Return points on their way up with at most six places; they are carried on in full."""
    shown = settle(points).quantize(Decimal("0.000001"))
    return plain(shown) if shown == settle(points) else f"{plain(shown)}…"
