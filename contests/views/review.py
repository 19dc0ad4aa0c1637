"""The review list of a period: approve or return what others entered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contests.enums import Decision
from contests.errors import ScoreboardError
from contests.forms.review import ReviewForm
from contests.models import Contest, Period, User
from contests.rules import access_of
from contests.selectors.office import contests_for, events_in, own_waiting
from contests.selectors.review import waiting_for
from contests.services.review import approve_ratings, decide_events, return_ratings, sign_ratings, withdraw_events
from contests.views.telling import tell_on_commit


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def queue(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show what waits in a period; on POST act on what was ticked, all or nothing."""
    assert isinstance(request.user, User)
    user, access = request.user, access_of(request.user)
    periods = Period.objects.select_related("contest__host")
    period = get_object_or_404(periods, contest__in=contests_for(access), contest__slug=slug, code=code)
    approves = access.reviews(period.contest)
    if not approves and not access.signs(period.contest):
        raise Http404
    waiting = waiting_for(user, access, period)
    proposed = events_in(user, period, Decision.PROPOSED) if approves else []
    approved = events_in(user, period, Decision.APPROVED) if approves else []
    ratings = [one.rating for one in waiting]
    form = ReviewForm(request.POST or None, ratings=ratings, events=[*proposed, *approved])
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                said = _act(user, period.contest, form.cleaned_data)
            tell_on_commit()
            messages.success(request, said)
        except ScoreboardError as error:
            messages.error(request, str(error))
        return redirect("review:queue", slug, code)
    if form.errors:
        # What was ticked stays ticked.
        ticked = set(request.POST.getlist("ratings"))
        waiting = [one._replace(ticked=f"{one.rating.pk}:{one.rating.version}" in ticked) for one in waiting]
    context = {
        "period": period,
        "contest": period.contest,
        "waiting": waiting,
        "usual": sum(not one.unusual for one in waiting),
        "approves": approves,
        "events": proposed,
        "approved": approved,
        "own_waiting": own_waiting(user, period),
        "form": form,
    }
    return render(request, "review/queue.html", context, status=422 if form.errors else 200)


def _act(user: User, contest: Contest, cleaned: dict[str, Any]) -> str:
    """Do what was chosen; return what to tell the person. Raises ScoreboardError."""
    action, now = cleaned["action"], timezone.now()
    who: dict[str, Any] = {"contest": contest, "approver": user, "now": now}
    events: dict[str, Any] = {"findings": cleaned["findings"], "adjustments": cleaned["adjustments"]}
    events["versions"] = cleaned["versions"]
    if action == "withdraw":
        return f"撤销事项 {withdraw_events(**who, **events, reason=cleaned['note'])} 件，请重新计算"
    if action == "sign":
        return f"初审 {sign_ratings(contest=contest, seen=cleaned['ratings'], signer=user, now=now)} 条"
    approving = action == "approve"
    count = 0
    if cleaned["ratings"] and approving:
        count = approve_ratings(**who, seen=cleaned["ratings"])
    elif cleaned["ratings"]:
        count = return_ratings(**who, seen=cleaned["ratings"], note=cleaned["note"])
    decided = 0
    if cleaned["findings"] or cleaned["adjustments"]:
        decided = decide_events(**who, **events, decision=Decision.APPROVED if approving else Decision.REJECTED)
    said = f"{'审核通过' if approving else '退回'}数据 {count} 条"
    return said + (f"，{'批准' if approving else '未批准'}事项 {decided} 件" if decided else "")
