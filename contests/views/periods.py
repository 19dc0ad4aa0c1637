"""Opening the entry of a period again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from contests.enums import Role
from contests.errors import ScoreboardError
from contests.forms.periods import ReopenForm
from contests.models import Period, User
from contests.rules import access_of
from contests.selectors.office import contests_run_by
from contests.services.periods import reopen_period


@login_required
@require_POST
def reopen(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Let figures of a period be entered again until a moment."""
    assert isinstance(request.user, User)
    contests = contests_run_by(access_of(request.user), Role.OFFICE)
    periods = Period.objects.select_related("contest__host")
    period = get_object_or_404(periods, contest__in=contests, contest__slug=slug, code=code)
    now = timezone.now()
    if period.starts_on > timezone.localdate(now):
        raise Http404
    form = ReopenForm(request.POST)
    try:
        if form.is_valid():
            cleaned = form.cleaned_data
            reopen_period(period=period, until=cleaned["until"], reason=cleaned["reason"], actor=request.user, now=now)
            messages.success(request, f"{period.label}已重新开放填报")
        else:
            messages.error(request, "；".join(str(error) for errors in form.errors.values() for error in errors))
    except ScoreboardError as error:
        messages.error(request, str(error))
    return redirect("office:period", slug, code)
