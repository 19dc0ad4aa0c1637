"""Taking an issue back: the office asks for it, the leading group decides, on one page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contests.enums import ReleaseKind, Role
from contests.errors import ScoreboardError
from contests.forms.recalls import RecallDecisionForm, RecallForm
from contests.models import RankingRun, Release, User
from contests.rules import access_of
from contests.selectors.office import contests_run_by
from contests.selectors.recalls import leaning_on, not_standing_because, recall_state, requests
from contests.selectors.releases import waiting_verdict
from contests.services.recalls import decide_recall, request_recall
from contests.views.forms_at import form_at
from contests.views.office import signed_in
from contests.views.telling import tell_on_commit


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def recall(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what a recall does and where it stands; on POST ask for it."""
    if request.method == "GET":
        return _page(request, _release(request, slug, number, Role.OFFICE, Role.LEADING_GROUP))
    release = _release(request, slug, number, Role.OFFICE)
    form = RecallForm(request.POST)
    if form.is_valid():
        try:
            request_recall(release=release, requester=signed_in(request), now=timezone.now(), **form.cleaned_data)
            tell_on_commit()
            messages.success(request, f"已申请撤回{release}，等待领导小组决定")
            return redirect("office:period", slug, release.period.code)
        except ScoreboardError as error:
            form.add_error(None, str(error))
    return _page(request, release, form=form)


@never_cache
@login_required
@form_at("office:recall", "slug", "number")
def decide(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take the issue back as asked, or refuse."""
    release = _release(request, slug, number, Role.LEADING_GROUP)
    form = RecallDecisionForm(request.POST)
    if form.is_valid():
        try:
            messages.success(request, _decide(release, signed_in(request), form.cleaned_data))
            tell_on_commit()
            return redirect("office:period", slug, release.period.code)
        except ScoreboardError as error:
            form.add_error(None, str(error))
    return _page(request, release, decision=form)


def _decide(release: Release, decider: User, cleaned: dict[str, Any]) -> str:
    """Decide on the request that was read; return what to tell the person. Raises ScoreboardError."""
    asked = get_object_or_404(requests(), release=release, pk=cleaned["request"])
    approved = cleaned["decision"] == "approve"
    decide_recall(request=asked, decider=decider, approved=approved, note=cleaned["note"], now=timezone.now())
    return f"已撤回{release}，公开各处不再显示" if approved else f"不同意撤回{release}，已告知竞赛办"


def _page(
    request: HttpRequest,
    release: Release,
    *,
    form: RecallForm | None = None,
    decision: RecallDecisionForm | None = None,
) -> HttpResponse:
    person = signed_in(request)
    last = RankingRun.objects.filter(period=release.period_id).defer("document").order_by("revision").last()
    context = {
        "contest": release.contest,
        "period": release.period,
        "release": release,
        "recall": recall_state(release.period, access_of(person), person.pk),
        "refusal": not_standing_because(release),
        "leaning": leaning_on(release),
        "timed": waiting_verdict(last) if last else None,
        "form": form or RecallForm(),
        "decision": decision or RecallDecisionForm(),
    }
    return render(request, "office/recall.html", context, status=422 if form or decision else 200)


def _release(request: HttpRequest, slug: str, number: int, *roles: Role) -> Release:
    """Return a ranking of a contest at whose host the person has one of the roles; for others there is none."""
    contests = contests_run_by(access_of(signed_in(request)), *roles)
    rows = Release.objects.filter(contest__in=contests, kind=ReleaseKind.RANKING)
    rows = rows.select_related("contest__host", "period__contest__host").defer("payload", "headline")
    return get_object_or_404(rows, contest__slug=slug, number=number)
