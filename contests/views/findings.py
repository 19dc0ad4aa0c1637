"""Findings by hand: what inspections, complaints and assigned work brought to light, proposed for a second person."""

from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from contests.enums import AdjustmentKind, Decision, Role
from contests.errors import ScoreboardError
from contests.forms.findings import FindingFilter, FindingForm
from contests.models import Complainant, Contest, Finding, User
from contests.rules import Access, access_of
from contests.selectors.entry import entry_guide
from contests.selectors.entry_rights import EntryRights, entry_rights
from contests.selectors.evidence import sees_proof
from contests.selectors.findings import finding_rows, place_of, places_of, why_rejected
from contests.selectors.office import begun_periods, contests_for
from contests.services.evidence import add_evidence
from contests.services.findings import APPROVED, change_finding, propose_finding
from contests.views.evidence import look

A_PAGE = 50
SECRET = ("complainant_name", "complainant_contact")


class Desk(NamedTuple):
    """A contest in which a person has a part."""

    user: User
    access: Access
    contest: Contest


def _desk(request: HttpRequest, slug: str) -> Desk:
    assert isinstance(request.user, User)
    access = access_of(request.user)
    return Desk(request.user, access, get_object_or_404(contests_for(access), slug=slug))


@never_cache
@login_required
@require_GET
def listed(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the findings that the person may see, chosen by period and decision."""
    desk = _desk(request, slug)
    request.contest = desk.contest  # type: ignore[attr-defined]  # the filter offers the periods of this contest
    chosen = FindingFilter(request.GET, queryset=finding_rows(*desk), request=request)
    page = Paginator(chosen.qs, A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "contest": desk.contest,
        "filter": chosen,
        "page": page,
        "query": query.urlencode(),
        "proposes": desk.access.enters(desk.contest),
    }
    return render(request, "entry/findings.html", context)


@sensitive_post_parameters(*SECRET)
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a finding."""
    desk = _desk(request, slug)
    rights = entry_rights(desk.contest, desk.user, desk.access)
    form = _form(request, desk, rights, None)
    if not form.fields["entrant"].choices:  # type: ignore[attr-defined]  # a field of choices
        raise Http404
    if request.method == "POST" and form.is_valid() and (saved := _save(desk, form, None)):
        messages.success(request, "已提出，待他人审批")
        return redirect("entry:finding", slug, saved.pk)
    context = {"contest": desk.contest, "form": form, "finding": None, "most": _most()}
    return render(request, "entry/finding.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters(*SECRET)
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def finding(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a finding with its evidence, and to who proposed it the form to change it while it is not approved."""
    desk = _desk(request, slug)
    found = get_object_or_404(finding_rows(*desk), pk=pk)
    form, mine = _form_of(request, desk, found), found.proposed_by_id == desk.user.pk
    if request.method == "POST":
        if form is None and not (mine and found.decision == Decision.APPROVED):
            raise Http404
        if form is None:
            messages.error(request, f"{APPROVED}；这次的修改没有保存")
            return redirect("entry:finding", slug, pk)
        if form.is_valid():
            if _save(desk, form, found):
                messages.success(request, "已保存，待他人审批")
                return redirect("entry:finding", slug, pk)
            # Somebody may have changed it this very moment: beside what was typed stands what there is now.
            found = get_object_or_404(finding_rows(*desk), pk=pk)
    office = desk.access.runs(desk.contest)
    context = {
        "contest": desk.contest,
        "finding": found,
        "place": place_of(found),
        "why": why_rejected(found) if mine or desk.access.reviews(desk.contest) else "",
        "withdraws": desk.access.reviews(desk.contest) and not mine and found.decision == Decision.APPROVED,
        "form": form,
        "complainant": Complainant.objects.filter(finding=found).first() if office else None,
        "files": found.evidence.select_related("uploaded_by") if sees_proof(desk.user, desk.access, found) else [],
        "removable": form is not None and found.decision == Decision.PROPOSED,
        "most": _most(),
    }
    return render(request, "entry/finding.html", context, status=422 if form and form.errors else 200)


def _form_of(request: HttpRequest, desk: Desk, found: Finding) -> FindingForm | None:
    """Return the form by which the person may change a finding, None for one who may not."""
    rights = entry_rights(desk.contest, desk.user, desk.access)
    mine = found.proposed_by_id == desk.user.pk
    changes = mine and found.decision != Decision.APPROVED and rights.reports(found.entrant_id)
    return _form(request, desk, rights, found) if changes else None


def _most() -> int:
    return int(settings.EVIDENCE_MAX_BYTES) // 1024 // 1024


def _form(request: HttpRequest, desk: Desk, rights: EntryRights, found: Finding | None) -> FindingForm:
    guide = entry_guide(desk.contest)
    entrants = {one.pk: one.name for one in guide.entrants.values() if rights.reports(one.pk)}
    return FindingForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        look=look,
        guide=guide,
        places=places_of(desk.contest),
        entrants=list(entrants.items()),
        periods=[(period.code, period.label) for period in begun_periods(desk.contest, timezone.now())],
        office=rights.office,
        covert=rights.office or desk.access.covers(desk.contest.host.path, Role.ASSESSOR),
        changes=found,
        initial=_initial(found, rights) if found else {"by_hand": False},
    )


def _initial(found: Finding, rights: EntryRights) -> dict[str, Any]:
    """Return a finding as its form has it."""
    names = ("colour", "source", "fact", "document", "by_hand", "covert", "person", "person_basis")
    values: dict[str, Any] = {name: getattr(found, name) for name in names}
    values |= {"entrant": found.entrant_id, "period": found.period.code, "place": found.scope}
    if found.criterion:
        values["place"] = f"{found.scope}:{found.criterion.code}"
    if adjustment := found.adjustments.first():
        values |= {"kind": adjustment.kind, "effect": adjustment.effect}
        if adjustment.kind != AdjustmentKind.VETO:
            values["points"] = abs(adjustment.points).normalize()
    who = Complainant.objects.filter(finding=found).first() if rights.office else None
    return values | ({"complainant_name": who.name, "complainant_contact": who.contact} if who else {})


def _save(desk: Desk, form: FindingForm, found: Finding | None) -> Finding | None:
    """Store the finding and its files, all or nothing; what is in the way is said on the form."""
    try:
        with transaction.atomic():
            if found:
                change_finding(finding=found, draft=form.draft, actor=desk.user, version=form.cleaned_data["version"])
            else:
                found = propose_finding(contest=desk.contest, draft=form.draft, proposed_by=desk.user)
            if form.sent:
                add_evidence(owner=found, files=form.sent, actor=desk.user, now=timezone.now())
    except ScoreboardError as error:
        form.add_error(None, str(error))
        return None
    return found
