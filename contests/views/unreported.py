"""What a period still lacks, and pressing those who must report it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from contests.enums import Role
from contests.errors import ScoreboardError
from contests.models import Period, User
from contests.rules import access_of
from contests.selectors.office import contests_run_by
from contests.selectors.unreported import unit_lines
from contests.selectors.work.words import deadline_words
from contests.services.notices.nudge import nudge as press
from contests.views.forms_at import form_at
from contests.views.telling import tell_on_commit


@never_cache
@login_required
@require_GET
def unreported(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show unit by unit how much is reported, what is missing and who must report it."""
    period = _period(request, slug, code)
    lines = unit_lines(period)
    total = sum(line.total for line in lines)
    context = {
        "contest": period.contest,
        "period": period,
        "lines": lines,
        "total": total,
        "done": sum(line.done for line in lines),
        "lacking": sum(line.lacking > 0 for line in lines),
        "deadline": deadline_words(period.closes_at, timezone.now()),
    }
    return render(request, "office/unreported.html", context)


@login_required
@form_at("office:unreported", "slug", "code")
def nudge(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Press those who must report for one unit, or for all of them."""
    assert isinstance(request.user, User)
    period = _period(request, slug, code)
    entrants = None
    if chosen := request.POST.get("entrant"):
        if not chosen.isascii() or not chosen.isdigit():
            raise Http404
        entrants = [get_object_or_404(period.contest.entrants, pk=int(chosen)).pk]
    try:
        done = press(
            period=period,
            entrants=entrants,
            actor=request.user,
            by_email=settings.NOTICES_BY_EMAIL,
            now=timezone.now(),
        )
    except ScoreboardError as error:
        messages.error(request, str(error))
        return redirect("office:unreported", slug, code)
    tell_on_commit()
    if done.told:
        messages.success(request, f"已催报 {done.told} 人")
    if done.spared:
        messages.warning(request, f"{done.spared} 人一小时内已催过，本次未再通知")
    return redirect("office:unreported", slug, code)


def _period(request: HttpRequest, slug: str, code: str) -> Period:
    """Return a period that has begun, of a contest that the person runs; for others there is none."""
    assert isinstance(request.user, User)
    contests = contests_run_by(access_of(request.user), Role.OFFICE)
    periods = Period.objects.select_related("contest__host").filter(starts_on__lte=timezone.localdate())
    return get_object_or_404(periods, contest__in=contests, contest__slug=slug, code=code)
