"""Appeals as a unit makes them: its list, the form, taking one back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from contests.enums import ReleaseKind
from contests.errors import ScoreboardError
from contests.forms.appeals import AppealForm, WithdrawalForm
from contests.models import Contest, Entrant, Release, User
from contests.rules import access_of
from contests.selectors.appeals import appeals_in, closed_because, entrants_filed_for, releases_open, scopes_of
from contests.selectors.office import contests_for
from contests.selectors.recalls import withheld_because
from contests.services.appeals import file_appeal, withdraw_appeal
from contests.views.forms_at import form_at
from contests.views.telling import tell_on_commit


@never_cache
@login_required
@require_GET
def own(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the appeals of the units that the person speaks for, and the issues that can be objected to."""
    _, contest, entrants = _spoken_for(request, slug)
    context = {
        "contest": contest,
        "appeals": appeals_in(contest).filter(entrant__in=entrants),
        "releases": releases_open(contest, timezone.localdate()),
    }
    return render(request, "entry/appeals.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show the units' results in an issue and the form to contest them; on POST file the appeal."""
    user, contest, entrants = _spoken_for(request, slug)
    rankings = Release.objects.filter(contest=contest, kind=ReleaseKind.RANKING)
    release = get_object_or_404(rankings.select_related("period"), number=number)
    standings = release.headline["standings"]
    present = [entrant for entrant in entrants if entrant.code in standings]
    form = AppealForm(request.POST or None, entrants=present, scopes=scopes_of(release))
    if request.method == "POST" and form.is_valid():
        try:
            filed = file_appeal(release=release, filer=user, now=timezone.now(), **form.cleaned_data)
            tell_on_commit()
            messages.success(request, f"已提交{filed}，等待竞赛办受理")
            return redirect("entry:appeals", slug)
        except ScoreboardError as error:
            form.add_error(None, str(error))
    context: dict[str, Any] = {
        "contest": contest,
        "release": release,
        "form": form,
        "closed": closed_because(release, timezone.localdate()),
        "places": release.headline["places"],
        "results": [] if withheld_because(release) else [(one.code, *standings[one.code]) for one in present],
    }
    return render(request, "entry/appeal.html", context, status=422 if form.errors else 200)


@login_required
@form_at("entry:appeals", "slug")
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an appeal back; the office says why."""
    user, contest, entrants = _spoken_for(request, slug)
    found = get_object_or_404(appeals_in(contest).select_related("release__contest__host"), pk=pk, entrant__in=entrants)
    form = WithdrawalForm(request.POST)
    try:
        if form.is_valid():
            withdraw_appeal(appeal=found, by=user, reason=form.cleaned_data["reason"])
            messages.success(request, f"已撤回{found}")
        else:
            messages.error(request, "撤回理由不能超过 200 字")
    except ScoreboardError as error:
        messages.error(request, str(error))
    return redirect("entry:appeals", slug)


def _spoken_for(request: HttpRequest, slug: str) -> tuple[User, Contest, list[Entrant]]:
    """Return the person, the contest, and the entrants that the person speaks for; without one there is no page."""
    assert isinstance(request.user, User)
    access = access_of(request.user)
    contest = get_object_or_404(contests_for(access), slug=slug)
    entrants = entrants_filed_for(access, contest)
    if not entrants:
        raise Http404
    return request.user, contest, entrants
