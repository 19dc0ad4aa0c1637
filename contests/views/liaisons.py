"""Linked leaders: which department or project has whom, which has nobody; kept by the office."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contests.enums import Role
from contests.errors import ScoreboardError
from contests.forms.liaisons import SHOWN, CorrectionForm, EndForm, LiaisonFilter, LiaisonForm, RemovalForm
from contests.models import Department, Liaison, Project, User
from contests.rules import access_of
from contests.selectors.liaisons import (
    DEPARTMENT,
    Target,
    beside,
    kept_by,
    leaders,
    people_beside,
    people_over,
    target_lines,
    targets_under,
    wording_of,
)
from contests.services.liaisons import LiaisonFacts, correct_liaison, end_liaison, link_leader, remove_liaison
from contests.views.forms_at import form_at

A_PAGE = 50


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def liaisons(request: HttpRequest) -> HttpResponse:
    """Show the departments and projects that compete with their linked leaders; on POST link one to those ticked."""
    assert isinstance(request.user, User)
    paths, today = access_of(request.user).to(Role.OFFICE), timezone.localdate()
    if not paths or request.GET.get("show", "") not in SHOWN:
        raise Http404
    targets = targets_under(paths)
    form = LiaisonForm(
        request.POST if request.method == "POST" else None,
        people=people_over(leaders(), targets),
        targets=targets,
        initial={"starts_on": today, "targets": []},
    )
    if form.is_valid() and (added := _link(form, targets, request.user)):
        messages.success(request, f"已登记 {added} 条")
        return redirect(request.get_full_path())
    chosen, lines = LiaisonFilter(request.GET, targets=targets), target_lines(targets, today)
    covered, query = sum(bool(line.now) for line in lines), request.GET.copy()
    query.pop("page", None)
    context: dict[str, Any] = {
        "form": form,
        "filter": {"form": chosen},
        "query": query.urlencode(),
        "page": Paginator(chosen.chosen(lines), A_PAGE).get_page(request.GET.get("page")),
        "ticked": set(form["targets"].value() or ()),
        "total": len(lines),
        "covered": covered,
        "open": len(lines) - covered,
    }
    return render(request, "office/liaisons.html", context, status=422 if form.errors else 200)


def _link(form: LiaisonForm, targets: list[Target], actor: User) -> int:
    """Return how many liaisons were stored; what is in the way is said on the form."""
    chosen = [target for target in targets if target.key in form.cleaned_data["targets"]]
    departments = Department.objects.in_bulk([one.pk for one in chosen if one.kind == DEPARTMENT])
    projects = Project.objects.select_related("department").in_bulk(
        [one.pk for one in chosen if one.kind != DEPARTMENT]
    )
    person = User.objects.get(pk=form.cleaned_data["person"])
    rows: list[Department | Project] = [*departments.values(), *projects.values()]
    try:
        return len(link_leader(person=person, targets=rows, starts_on=form.cleaned_data["starts_on"], actor=actor))
    except ScoreboardError as error:
        form.add_error(None, str(error))
        return 0


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def liaison(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a liaison and who was linked to the same department or project before; on POST end it with a day."""
    found, actor = _kept(request, pk)
    form = EndForm(request.POST if request.method == "POST" else None, initial={"ends_on": timezone.localdate()})
    if form.is_valid():
        try:
            end_liaison(liaison=found, ends_on=form.cleaned_data["ends_on"], actor=actor)
        except ScoreboardError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{found}已登记结束日期")
            return redirect("office:liaisons")
    return _shown(request, found, end=form)


@login_required
@form_at("office:liaison", "pk")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what a liaison says."""
    found, actor = _kept(request, pk)
    form = CorrectionForm(request.POST, people=people_beside(found), liaison=found)
    if form.is_valid():
        cleaned = form.cleaned_data
        person = User.objects.get(pk=cleaned["person"])
        facts = LiaisonFacts(person, cleaned["starts_on"], cleaned["ends_on"])
        try:
            correct_liaison(liaison=found, facts=facts, reason=cleaned["reason"], actor=actor, seen=cleaned["seen"])
        except ScoreboardError as error:
            form.add_error(None, str(error))
            # Somebody may have changed it this very moment: beside what was typed stands what there is now.
            found, _ = _kept(request, pk)
        else:
            messages.success(request, "已更正，更正前的内容和原因记入操作日志")
            return redirect("office:liaison", pk)
    return _shown(request, found, correction=form)


@login_required
@form_at("office:liaison", "pk")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a liaison that was entered by mistake."""
    found, actor = _kept(request, pk)
    form = RemovalForm(request.POST, liaison=found)
    if form.is_valid():
        try:
            cleaned = form.cleaned_data
            remove_liaison(liaison=found, reason=cleaned["reason"], actor=actor, seen=cleaned["seen"])
        except ScoreboardError as error:
            form.add_error(None, str(error))
            found, _ = _kept(request, pk)
        else:
            messages.success(request, f"已删去：{found}；删去的内容和原因记入操作日志")
            return redirect("office:liaisons")
    return _shown(request, found, removal=form)


def _kept(request: HttpRequest, pk: int) -> tuple[Liaison, User]:
    """Return a liaison that the person keeps, and the person. Raises Http404."""
    assert isinstance(request.user, User)
    return get_object_or_404(kept_by(access_of(request.user)), pk=pk), request.user


def _shown(request: HttpRequest, found: Liaison, **sent: Form) -> HttpResponse:
    """Show a liaison with its forms, of which one may have been sent."""
    is_wrong = any(form.errors for form in sent.values())
    facts = {"person": found.person_id, "starts_on": found.starts_on, "ends_on": found.ends_on}
    context: dict[str, Any] = {
        "liaison": found,
        "seen": wording_of(found),
        "end": EndForm(initial={"ends_on": timezone.localdate()}),
        "correction": CorrectionForm(people=people_beside(found), initial=facts, liaison=found),
        "removal": RemovalForm(auto_id="id_removal_%s", liaison=found),
        "history": beside(found),
        "sent": next(iter(sent), ""),
    }
    return render(request, "office/liaison.html", context | sent, status=422 if is_wrong else 200)
