"""Reading how a contest is set up: at a glance, version by version, and as its file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from contests.models import RulesVersion
from contests.selectors.setup.overview import board_lines, versions_of, weighed
from contests.selectors.setup.words import cadences_text, rules_changes
from contests.views.setup.desk import desk_of


@never_cache
@login_required
@require_GET
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a contest is, with the ways to its parts."""
    desk = desk_of(request, slug)
    context = {
        "desk": desk,
        "contest": desk.contest,
        "spec": desk.spec,
        "cadences": cadences_text(desk.spec["calendar"]["ranked"]),
        "weighed": weighed(desk.spec),
        "boards": board_lines(desk.spec),
        "versions": versions_of(desk.contest),
    }
    return render(request, "setup/overview.html", context)


@never_cache
@login_required
@require_GET
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what a version of the rules changed, against the one before or another that is asked for."""
    desk = desk_of(request, slug)
    versions = RulesVersion.objects.filter(contest=desk.contest).select_related("created_by")
    found = get_object_or_404(versions, number=number)
    asked = request.GET.get("than", str(number - 1))
    if not asked.isdecimal() or len(asked) > 5:
        raise Http404
    other = get_object_or_404(versions, number=int(asked)) if int(asked) else None
    divisions = dict(desk.contest.divisions.values_list("code", "name"))
    context = {
        "contest": desk.contest,
        "version": found,
        "other": other,
        "versions": [one for one in versions_of(desk.contest) if one.number != number],
        "changes": rules_changes(other.rules, found.rules, divisions) if other else [],
    }
    return render(request, "setup/version.html", context)
