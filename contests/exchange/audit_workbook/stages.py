"""Which periods a criterion of an entrant has, and in what steps they become one."""

from collections.abc import Mapping

from contests.scoring.document import CADENCES
from contests.scoring.inputs import Span
from contests.scoring.rules import Criterion, Stage


def applied_stages(criterion: Criterion, ranked: Span) -> list[Stage]:
    """Return the stages on the way from what is entered to what is ranked."""
    entered, last = CADENCES.index(criterion.cadence), CADENCES.index(ranked.cadence)
    return [stage for stage in criterion.stages if entered < CADENCES.index(stage.to) <= last]


def spans_of(cadence: str, spans: Mapping[str, Span]) -> list[Span]:
    """Return the periods of a cadence in the order of their days."""
    return sorted((span for span in spans.values() if span.cadence == cadence), key=lambda span: span.end)
