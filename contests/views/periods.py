"""Opening the entry of a period again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from contests.enums import Role
from contests.errors import ScoreboardError
from contests.forms.periods import ReopenForm
from contests.models import User
from contests.rules import access_of
from contests.services.periods import reopen_period
from contests.views.forms_at import form_at
from contests.views.release_desk import desk, faults_of, period_or_404


@login_required
@form_at("office:period", "slug", "code")
def reopen(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Let figures of a period be entered again until a moment."""
    assert isinstance(request.user, User)
    access = access_of(request.user)
    period = period_or_404(access, slug, code, Role.OFFICE)
    now = timezone.now()
    if period.starts_on > timezone.localdate(now):
        raise Http404
    form = ReopenForm(request.POST)
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            reopen_period(period=period, until=cleaned["until"], reason=cleaned["reason"], actor=request.user, now=now)
            messages.success(request, f"{period.label}已重新开放填报")
            return redirect("office:period", slug, code)
        except ScoreboardError as error:
            form.add_error(None, str(error))
    messages.error(request, faults_of(form))
    return desk(request, access, period, reopen_form=form)
