"""What stands behind an entrant's score of a period: figures with their files, events, problems.

For those only who read everything of the contest, as `evidence_for` has it: they may open each of these files.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from contests.enums import Decision, RatingStatus
from contests.models import Adjustment, Contest, Evidence, Finding, Period, Problem, Rating
from contests.selectors.calendar import closing_in


@dataclass(frozen=True, slots=True)
class Proofs:
    """Figures that have files and how many have none; events that were not turned down; problems that are open."""

    figures: Sequence[Rating]
    bare: int
    findings: Sequence[Finding]
    adjustments: Sequence[Adjustment]
    problems: Sequence[Problem]


def proofs_of(contest: Contest, period: Period, code: str) -> Proofs:
    """Return what stands behind an entrant's score in eight queries; of a longer period that of the shorter ones in it.

    A draft is nobody's word yet and is left out.
    """
    inside = Q(entrant__contest=contest, entrant__code=code) & closing_in(period, "period__")
    files = Prefetch("evidence", Evidence.objects.select_related("uploaded_by"))
    order = ("period__ends_on", "pk")
    ratings = Rating.objects.filter(inside).exclude(status=RatingStatus.DRAFT).select_related("period", "criterion")
    figures = list(ratings.prefetch_related(files).order_by(*order))
    findings = Finding.objects.filter(inside).exclude(decision=Decision.REJECTED).select_related("period")
    alone = Adjustment.objects.filter(inside, finding__isnull=True).exclude(decision=Decision.REJECTED)
    with_files = [rating for rating in figures if rating.evidence.all()]
    return Proofs(
        figures=with_files,
        bare=len(figures) - len(with_files),
        findings=list(findings.prefetch_related(files, "adjustments").order_by(*order)),
        adjustments=list(alone.select_related("period").prefetch_related(files).order_by(*order)),
        problems=list(
            Problem.objects.filter(contest=contest, entrant__code=code, closed_on__isnull=True).order_by("due_on")
        ),
    )
