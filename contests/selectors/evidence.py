"""Evidence, and who may see it: whoever sees the figure or event that it belongs to."""

from django.db.models import QuerySet

from contests.enums import FindingSource, Role
from contests.models import Adjustment, Evidence, Finding, Rating, User
from contests.rules import Access
from contests.selectors.entry_rights import entry_rights
from contests.selectors.findings import OF_THE_UNIT, findings_seen_by

_TO = ("period__contest__host", "entrant__department")
WITH_OWNERS = [f"{owner}__{path}" for owner in ("rating", "finding", "adjustment") for path in _TO]


def evidence_for(user: User, access: Access, pk: int) -> Evidence | None:
    """Return a file that a person may see, None for any other."""
    found = Evidence.objects.select_related(*WITH_OWNERS, "uploaded_by").filter(pk=pk).first()
    if found is None:
        return None
    if found.rating:
        seen = sees_rating(user, access, found.rating)
    elif found.finding:
        seen = sees_proof(user, access, found.finding)
    else:
        assert found.adjustment is not None
        seen = sees_adjustment(user, access, found.adjustment)
    return found if seen else None


def sees_rating(user: User, access: Access, rating: Rating) -> bool:
    """Return whether a person sees a figure: runs, reviews or leads the contest, or has the unit or scores it."""
    contest = rating.period.contest
    if _at_the_host(access, rating) or access.covers(rating.entrant.department.path, *OF_THE_UNIT):
        return True
    rights = entry_rights(contest, user, access)
    return rights.role(rating.entrant_id, rating.criterion_id) == Role.ASSESSOR


def sees_proof(user: User, access: Access, finding: Finding) -> bool:
    """Return whether a person sees the files of a finding: who sees it, but of a complaint not the unit it is about.

    A letter or a photo may say who complained.
    """
    contest = finding.period.contest
    if finding.source == FindingSource.COMPLAINT and finding.proposed_by_id != user.pk:
        return access.reads(contest) or access.reviews(contest)
    return findings_seen_by(user, access, contest).filter(pk=finding.pk).exists()


def sees_adjustment(user: User, access: Access, adjustment: Adjustment) -> bool:
    """Return whether a person sees an adjustment: as a finding where it came with one, else as its unit does."""
    if adjustment.finding_id:
        contest = adjustment.period.contest
        return findings_seen_by(user, access, contest).filter(pk=adjustment.finding_id).exists()
    return _at_the_host(access, adjustment) or access.covers(adjustment.entrant.department.path, *OF_THE_UNIT)


def _at_the_host(access: Access, row: Rating | Adjustment) -> bool:
    contest = row.period.contest
    return access.reads(contest) or access.reviews(contest)


def evidence_of(rating: Rating) -> QuerySet[Evidence]:
    """Return the files of a figure."""
    return Evidence.objects.filter(rating=rating).select_related("uploaded_by")
