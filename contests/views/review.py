"""The review list of a period: approve or return what others entered."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contests.enums import Decision
from contests.errors import ScoreboardError
from contests.forms.review import ReviewForm
from contests.models import Contest, Finding, Period, User
from contests.rules import Access, access_of
from contests.selectors.office import contests_for, events_in, own_waiting
from contests.selectors.review import Waiting, waiting_for
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
    if not access.reviews(period.contest) and not access.signs(period.contest):
        raise Http404
    shown = _shown(user, access, period)
    form = _form(shown, request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        try:
            with transaction.atomic():
                said = _act(user, period.contest, form.cleaned_data)
            tell_on_commit()
            messages.success(request, said)
            return redirect("review:queue", slug, code)
        except ScoreboardError as error:
            # Somebody was quicker: the page tells what there is now.
            form.add_error(None, str(error))
            shown = _shown(user, access, period)
    return _page(request, shown, form)


class Shown(NamedTuple):
    """What a person may act on in a period."""

    user: User
    period: Period
    approves: bool
    waiting: list[Waiting]
    proposed: list[Any]
    approved: list[Any]


def _shown(user: User, access: Access, period: Period) -> Shown:
    approves = access.reviews(period.contest)
    proposed, approved = (
        events_in(user, period, decision) if approves else [] for decision in (Decision.PROPOSED, Decision.APPROVED)
    )
    return Shown(user, period, approves, waiting_for(user, access, period), proposed, approved)


def _form(shown: Shown, sent: QueryDict | None = None, auto_id: str = "id_%s") -> ReviewForm:
    ratings = [one.rating for one in shown.waiting]
    return ReviewForm(sent, ratings=ratings, events=[*shown.proposed, *shown.approved], auto_id=auto_id)


def _page(request: HttpRequest, shown: Shown, sent: ReviewForm | None) -> HttpResponse:
    """Return the page; a form that could not be followed stands there with what was ticked and written in it."""
    waiting = shown.waiting
    if sent:
        ticked = set(sent.data.getlist("ratings"))  # type: ignore[attr-defined]  # what a request sent
        waiting = [one._replace(ticked=f"{one.rating.pk}:{one.rating.version}" in ticked) for one in waiting]
        _tick(sent, [*shown.proposed, *shown.approved])
    withdrawing = sent is not None and sent.data.get("action") == "withdraw"
    context = {
        "period": shown.period,
        "contest": shown.period.contest,
        "waiting": waiting,
        "usual": sum(not one.unusual for one in waiting),
        "approves": shown.approves,
        "events": shown.proposed,
        "approved": shown.approved,
        "own_waiting": own_waiting(shown.user, shown.period),
        "faults": [fault for faults in sent.errors.values() for fault in faults] if sent else [],
        "form": sent if sent and not withdrawing else _form(shown),
        "withdraw_form": sent if sent and withdrawing else _form(shown, auto_id="withdraw-%s"),
    }
    return render(request, "review/queue.html", context, status=422 if sent else 200)


def _tick(sent: ReviewForm, events: list[Any]) -> None:
    """Mark the events that were ticked and still say what they said."""
    ids = {name: set(sent.data.getlist(name)) for name in ("findings", "adjustments", "seen_findings")}  # type: ignore[attr-defined]
    for event in events:
        if isinstance(event, Finding):
            event.ticked = str(event.pk) in ids["findings"] and f"{event.pk}:{event.version}" in ids["seen_findings"]  # type: ignore[attr-defined]  # shown by the page
        else:
            event.ticked = str(event.pk) in ids["adjustments"]


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
        decision, reason = (Decision.APPROVED, "") if approving else (Decision.REJECTED, cleaned["note"])
        decided = decide_events(**who, **events, decision=decision, reason=reason)
    said = f"{'审核通过' if approving else '退回'}数据 {count} 条"
    return said + (f"，{'批准' if approving else '未批准'}事项 {decided} 件" if decided else "")
