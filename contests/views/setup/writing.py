"""Setting up a contest: each part on a page of its own."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contests.forms.paths import PathForm
from contests.forms.setup.basics import BasicsForm
from contests.forms.setup.boards import BoardsForm
from contests.forms.setup.criteria import CriteriaForm
from contests.forms.setup.criterion import CriterionForm
from contests.forms.setup.divisions import DivisionsForm
from contests.forms.setup.entrants import EntrantsForm
from contests.forms.setup.places import places_for
from contests.forms.setup.saving import SaveForm
from contests.scoring.methods import METHODS
from contests.selectors.setup import coming_periods
from contests.views.setup.desk import Desk, desk_of, is_stale, stored, unsaved


def _entrants(desk: Desk, data: Any) -> EntrantsForm:
    return EntrantsForm(data, spec=desk.spec, places=places_for(desk.contest.host, desk.spec["departments"]))


PARTS: dict[str, Callable[[Desk, Any], Any]] = {
    "basics": lambda desk, data: BasicsForm(data, spec=desk.spec),
    "divisions": lambda desk, data: DivisionsForm(data, spec=desk.spec),
    "entrants": _entrants,
    "criteria": lambda desk, data: CriteriaForm(data, spec=desk.spec),
    "boards": lambda desk, data: BoardsForm(data, spec=desk.spec),
}
# What is edited there is none of the rules.
NO_RULES = ("divisions", "entrants")
SHOWN_PERIODS = 8


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Show a part of a contest as a form; on POST store it, or show every fault."""
    if name not in PARTS:
        raise Http404
    desk = desk_of(request, slug)
    make = PARTS[name]
    stale = request.method == "POST" and is_stale(desk, request.POST)
    data = request.POST if request.method == "POST" and not stale else None
    form, save = make(desk, data), desk.save_form(data, rules=name not in NO_RULES)
    if data is not None and stored(request, desk, form, save, form.draft):
        return redirect(request.path)
    context = _context(desk, form, save)
    if stale:
        context |= _stale(request, desk, lambda before: make(replace(desk, spec=before), request.POST))
    if name == "basics":
        context["periods"] = list(coming_periods(desk.contest, timezone.localdate())[:SHOWN_PERIODS])
    return render(request, f"setup/{name}.html", context, status=422 if stale or context["faults"] else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def criterion(request: HttpRequest, slug: str, code: str | None = None) -> HttpResponse:
    """Show a criterion, or blank fields for a new one; with another method its parameters only; on POST store it."""
    desk = desk_of(request, slug)
    stale = request.method == "POST" and is_stale(desk, request.POST)
    data = request.POST if request.method == "POST" and not stale else None
    method = request.GET.get("method")
    if method is not None and method not in METHODS:
        raise Http404
    try:
        form = CriterionForm(data, spec=desk.spec, code=code, method=method)
    except LookupError:
        raise Http404 from None
    save = desk.save_form(data)
    if data is not None and stored(request, desk, form, save, form.draft):
        return redirect("office:setup-part", slug, "criteria")
    context = _context(desk, form, save)
    if stale:
        context |= _stale(request, desk, lambda before: CriterionForm(request.POST, spec=before, code=code))
    template = "setup/_params.html" if method is not None else "setup/criterion.html"
    return render(request, template, context, status=422 if stale or context["faults"] else 200)


def _context(desk: Desk, form: PathForm, save: SaveForm) -> dict[str, Any]:
    faults = sum(len(errors) for one in (form, save) for errors in one.errors.values())
    return {"desk": desk, "contest": desk.contest, "form": form, "save": save, "faults": faults}


def _stale(request: HttpRequest, desk: Desk, make: Callable[[Any], Any]) -> dict[str, Any]:
    """Return what others changed since the page was opened, and what the person wanted to."""
    meanwhile = desk.meanwhile(request.POST)
    own: list[list[str]] = []
    if meanwhile:
        # The criterion may have come later than the state that is remembered.
        with suppress(LookupError):
            own = unsaved(make(meanwhile.before), meanwhile.before)
    return {"stale": True, "meanwhile": meanwhile, "own": own}
