"""Assessment teams of a contest: who scores which units on which criteria."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from contests.enums import Role
from contests.errors import ScoreboardError
from contests.forms.teams import TeamForm
from contests.models import Contest, Team, User
from contests.rules import access_of
from contests.selectors.office import contests_run_by
from contests.selectors.teams import assessors_of, overlaps, scored_criteria, team_lines
from contests.services.teams import delete_team, store_team
from contests.views.forms_at import form_at


@never_cache
@login_required
@require_GET
def teams(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the teams, who of them may not score what, and what two of them score."""
    _, contest = _found(request, slug)
    lines = team_lines(contest)
    context = {
        "contest": contest,
        "lines": lines,
        "overlaps": overlaps(lines, scored_criteria(contest)),
        "assessors": assessors_of(contest).exists(),
    }
    return render(request, "office/teams.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Show a team, or blank fields for a new one; on POST store it."""
    user, contest = _found(request, slug)
    found = None if number is None else get_object_or_404(Team, contest=contest, pk=number)
    form = TeamForm(request.POST if request.method == "POST" else None, contest=contest, team=found)
    if request.method == "POST" and form.is_valid():
        try:
            stored = store_team(contest=contest, team=found, actor=user, **form.cleaned_data)
        except ScoreboardError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"已保存考核组“{stored}”")
            return redirect("office:teams", slug)
    context = {"contest": contest, "team": found, "form": form}
    return render(request, "office/team.html", context, status=422 if form.errors else 200)


@login_required
@form_at("office:team", "slug", "number")
def delete(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Dissolve a team."""
    user, contest = _found(request, slug)
    found = get_object_or_404(Team.objects.select_related("contest__host"), contest=contest, pk=number)
    delete_team(team=found, actor=user)
    messages.success(request, f"已删除考核组“{found}”；它评过的分不变")
    return redirect("office:teams", slug)


def _found(request: HttpRequest, slug: str) -> tuple[User, Contest]:
    """Return the person and the contest; 404 for all but its competition office."""
    assert isinstance(request.user, User)
    contests = contests_run_by(access_of(request.user), Role.OFFICE)
    return request.user, get_object_or_404(contests, slug=slug)
