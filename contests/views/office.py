"""The contests of the person who signed in, each with its periods."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from contests.enums import Role
from contests.models import Contest, User
from contests.rules import Access, access_of
from contests.selectors.appeals import open_counts
from contests.selectors.office import (
    PeriodLine,
    contests_entered_by,
    contests_for,
    lines_at_hand,
    period_lines,
)


@never_cache
@login_required
@require_GET
def contests(request: HttpRequest) -> HttpResponse:
    """Show the contests of the person, each with the periods that matter now."""
    access = access_of(signed_in(request))
    found = list(contests_for(access))
    lines = period_lines(found, timezone.now())
    desks = _desks(access, found, {contest: lines_at_hand(rows) for contest, rows in lines.items()})
    return render(request, "office/contests.html", {"desks": desks, "makes": bool(access.to(Role.OFFICE))})


@never_cache
@login_required
@require_GET
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every period of a contest that has begun."""
    access = access_of(signed_in(request))
    found = get_object_or_404(contests_for(access), slug=slug)
    (desk,) = _desks(access, [found], period_lines([found], timezone.now()))
    return render(request, "office/contest.html", {"desk": desk})


def _desks(access: Access, contests: Sequence[Contest], lines: Mapping[int, list[PeriodLine]]) -> list[dict[str, Any]]:
    """Return each contest with its lines, what the person does in it, and what waits, looked up for all at once."""
    entered = contests_entered_by(access, Role.REPORTER)
    filed = contests_entered_by(access, Role.REPORTER, Role.REVIEWER)
    appeals = open_counts(contests)
    return [
        {
            "contest": contest,
            "lines": lines[contest.pk],
            "enters": contest.pk in entered,
            "files": contest.pk in filed,
            "hears": access.hears(contest),
            "appeals": appeals[contest.pk],
            "reviews": access.reviews(contest),
            "runs": access.runs(contest),
            "reads": access.reads(contest),
        }
        for contest in contests
    ]


def signed_in(request: HttpRequest) -> User:
    """Return the person behind a request that `login_required` let through."""
    assert isinstance(request.user, User)
    return request.user
