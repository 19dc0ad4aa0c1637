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

from contests.enums import Decision, Role
from contests.errors import ScoreboardError
from contests.forms.review import ReviewForm
from contests.models import Adjustment, Finding, Period, User
from contests.rules import paths_of
from contests.selectors.office import contests_for, events_for, own_waiting, queue_for
from contests.services.review import approve_ratings, decide_events, return_ratings


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def queue(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show what waits in a period; on POST act on what was ticked, all or nothing."""
    assert isinstance(request.user, User)
    user = request.user
    if not paths_of(user, Role.REVIEWER, Role.OFFICE):
        raise Http404
    period = get_object_or_404(
        Period.objects.select_related("contest__host"), contest__in=contests_for(user), contest__slug=slug, code=code
    )
    ratings = list(queue_for(user, period))
    events = events_for(user, period)
    findings = [event.pk for event in events if isinstance(event, Finding)]
    adjustments = [event.pk for event in events if isinstance(event, Adjustment)]
    form = ReviewForm(request.POST or None, findings=findings, adjustments=adjustments)
    if request.method == "POST" and form.is_valid():
        allowed = {rating.pk for rating in ratings}
        try:
            with transaction.atomic():
                said = _act(user, form.cleaned_data, allowed)
            messages.success(request, said)
        except ScoreboardError as error:
            messages.error(request, str(error))
        return redirect("review:queue", slug, code)
    context = {
        "period": period,
        "contest": period.contest,
        "ratings": ratings,
        "events": events,
        "own_waiting": own_waiting(user, period),
        "form": form,
    }
    return render(request, "review/queue.html", context, status=422 if form.errors else 200)


def _act(user: User, cleaned: dict[str, Any], allowed: set[int]) -> str:
    """Do what was chosen; return what to tell the person. Raises ScoreboardError."""
    seen, now = cleaned["ratings"], timezone.now()
    if any(pk not in allowed for pk, _ in seen):
        raise ScoreboardError("所选数据中有的已被他人处理，未处理任何一条，请重新勾选")
    approving = cleaned["action"] == "approve"
    count = 0
    if seen and approving:
        count = approve_ratings(seen=seen, approver=user, now=now)
    elif seen:
        count = return_ratings(seen=seen, approver=user, note=cleaned["note"], now=now)
    decided = 0
    if cleaned["findings"] or cleaned["adjustments"]:
        decided = decide_events(
            findings=cleaned["findings"],
            adjustments=cleaned["adjustments"],
            approver=user,
            decision=Decision.APPROVED if approving else Decision.REJECTED,
            now=now,
        )
    word = "审核通过" if approving else "退回"
    return f"{word}数据 {count} 条" + (f"，{'批准' if approving else '未批准'}事项 {decided} 件" if decided else "")
