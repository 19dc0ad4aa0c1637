"""Appeals as the office and the leading group decide on them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from contests.enums import AppealState, Role
from contests.errors import ScoreboardError
from contests.forms.appeals import DecisionForm
from contests.forms.review import ReviewForm
from contests.models import Appeal, Contest, User
from contests.rules import Access, access_of
from contests.selectors.appeals import appeals_in
from contests.selectors.contested import conflicts_of, contested_events, contested_ratings
from contests.selectors.office import contests_run_by
from contests.selectors.recalls import withheld_because
from contests.services.appeals import accept_appeal, decide_appeal
from contests.services.review import return_ratings
from contests.views.forms_at import form_at
from contests.views.telling import tell_on_commit


@never_cache
@login_required
@require_GET
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every appeal of a contest, the latest first."""
    assert isinstance(request.user, User)
    contest = _contest(access_of(request.user), slug)
    return render(request, "review/appeals.html", {"contest": contest, "appeals": appeals_in(contest)})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def hearing(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show an appeal with what stands behind the contested result; on POST take it up or decide on it."""
    assert isinstance(request.user, User)
    user, access = request.user, access_of(request.user)
    appeal = _appeal(access, slug, pk)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _act(user, appeal, form.cleaned_data))
            tell_on_commit()
        except ScoreboardError as error:
            messages.error(request, str(error))
        return redirect("review:appeal", slug, pk)
    events = contested_events(appeal)
    context = {
        "contest": appeal.release.contest,
        "appeal": appeal,
        "withheld": withheld_because(appeal.release),
        "form": form,
        "ratings": contested_ratings(appeal).select_related("period", "criterion", "entered_by", "approved_by"),
        "events": events,
        "conflicts": conflicts_of(appeal, user, events) if appeal.state == AppealState.ACCEPTED else [],
        "returns": _waits_for_correction(appeal) and access.reviews(appeal.release.contest),
    }
    return render(request, "review/appeal.html", context, status=422 if form.errors else 200)


def _act(user: User, appeal: Appeal, cleaned: dict[str, Any]) -> str:
    """Do what was chosen; return what to tell the person. Raises ScoreboardError."""
    if cleaned["action"] == "accept":
        accept_appeal(appeal=appeal, by=user)
        return "已受理"
    upheld = cleaned["action"] == "uphold"
    decide_appeal(appeal=appeal, decider=user, upheld=upheld, note=cleaned["note"], now=timezone.now())
    return "已裁定：成立。请按裁定更正数据，重新计算后以更正发布" if upheld else "已裁定：不成立"


@login_required
@form_at("review:appeal", "slug", "pk")
def return_figures(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send contested figures back to who entered them, with the decision's note."""
    assert isinstance(request.user, User)
    access = access_of(request.user)
    appeal = _appeal(access, slug, pk)
    contest = appeal.release.contest
    if not _waits_for_correction(appeal) or not access.reviews(contest):
        raise Http404
    form = ReviewForm(request.POST, ratings=list(contested_ratings(appeal)), events=[])
    if form.is_valid():
        seen, note = form.cleaned_data["ratings"], form.cleaned_data["note"]
        try:
            count = return_ratings(contest=contest, seen=seen, approver=request.user, note=note, now=timezone.now())
            tell_on_commit()
            messages.success(request, f"已退回数据 {count} 条，重新填报并审核后再计算")
        except ScoreboardError as error:
            messages.error(request, str(error))
    else:
        messages.error(request, "".join(str(line) for lines in form.errors.values() for line in lines))
    return redirect("review:appeal", slug, pk)


def _waits_for_correction(appeal: Appeal) -> bool:
    return appeal.state == AppealState.UPHELD and appeal.correction_id is None


def _contest(access: Access, slug: str) -> Contest:
    return get_object_or_404(contests_run_by(access, Role.OFFICE, Role.LEADING_GROUP), slug=slug)


def _appeal(access: Access, slug: str, pk: int) -> Appeal:
    """Return an appeal of a contest that the person runs or approves; for others there is none."""
    appeals = appeals_in(_contest(access, slug)).select_related("release__contest__host")
    return get_object_or_404(appeals, pk=pk)
