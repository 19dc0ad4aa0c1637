"""The steps of a release: computed, checked and passed on, approved now or for a time, sent back, taken back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from kombu.exceptions import OperationalError as QueueError

from contests.enums import Role
from contests.errors import ScoreboardError
from contests.forms.release import ApproveForm, CheckForm, NoteForm
from contests.models import RankingRun, User, Verdict
from contests.rules import access_of
from contests.services.compute import request_run
from contests.services.releases import (
    BulletinPlan,
    approve_release,
    check_run,
    decline_release,
    time_release,
    withdraw_release,
)
from contests.tasks import compute_run
from contests.views.forms_at import form_at
from contests.views.office import signed_in
from contests.views.release_desk import desk, faults_of, period_or_404, run_or_404
from contests.views.telling import tell_on_commit

Cleaned = dict[str, Any]


@login_required
@form_at("office:period", "slug", "code")
def compute(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Ask for a computation of the period and hand it to the worker."""
    user = signed_in(request)
    found = period_or_404(access_of(user), slug, code, Role.OFFICE)
    if found.cadence not in found.contest.cadences:
        raise Http404
    try:
        run = request_run(period=found, requested_by=user, now=timezone.now())
        transaction.on_commit(partial(compute_run.delay, run.pk))
    except QueueError:
        messages.warning(request, "已登记；任务队列暂时不通，恢复后几分钟内会自动计算")
    except ScoreboardError as error:
        messages.error(request, str(error))
    return redirect("office:period", slug, code)


@login_required
@form_at("office:period", "slug", "code")
def check(request: HttpRequest, slug: str, code: str, revision: int) -> HttpResponse:
    """Record that the office has looked through the run, and pass it to the leading group."""

    def act(run: RankingRun, user: User, cleaned: Cleaned) -> str:
        plan = None
        if cleaned["with_bulletin"]:
            plan = BulletinPlan(cleaned["agency"], cleaned["recipients"], shows_scores=cleaned["shown"] != "places")
        said = {"reason": cleaned["reason"], "seal": cleaned["seal"]}
        check_run(run=run, checker=user, now=timezone.now(), bulletin=plan, **said)
        return "已核对，已提请领导小组批准"

    return _step(request, slug, code, revision, act, check_form=CheckForm(request.POST))


@login_required
@form_at("office:period", "slug", "code")
def approve(request: HttpRequest, slug: str, code: str, revision: int) -> HttpResponse:
    """Publish the run, at once or at a time."""

    def act(run: RankingRun, user: User, cleaned: Cleaned) -> str:
        now = timezone.now()
        if cleaned["when"] == "later":
            verdict = time_release(
                run=run, approver=user, reason=cleaned["reason"], publish_at=cleaned["publish_at"], now=now
            )
            return f"已批准，定于 {verdict.publish_label} 自动发布"
        return f"已发布{approve_release(run=run, approver=user, reason=cleaned['reason'], now=now)}"

    return _step(request, slug, code, revision, act, form=ApproveForm(request.POST))


@login_required
@form_at("office:period", "slug", "code")
def decline(request: HttpRequest, slug: str, code: str, revision: int) -> HttpResponse:
    """Send the run back to the office."""
    return _with_note(request, slug, code, revision, decline_release, "已退回竞赛办")


@login_required
@form_at("office:period", "slug", "code")
def withdraw(request: HttpRequest, slug: str, code: str, revision: int) -> HttpResponse:
    """Take a timed approval back."""
    return _with_note(request, slug, code, revision, withdraw_release, "已撤销定时发布")


def _with_note(
    request: HttpRequest, slug: str, code: str, revision: int, service: Callable[..., Verdict], done: str
) -> HttpResponse:
    """Take a step that needs a reason."""

    def act(run: RankingRun, user: User, cleaned: Cleaned) -> str:
        service(run=run, actor=user, note=cleaned["note"], now=timezone.now())
        return done

    return _step(request, slug, code, revision, act, note_form=NoteForm(request.POST))


def _step(
    request: HttpRequest,
    slug: str,
    code: str,
    revision: int,
    act: Callable[[RankingRun, User, Cleaned], str],
    **sent: Form,
) -> HttpResponse:
    """Do something with a run by the one form that was sent; what is in the way is said on the desk beside it."""
    user = signed_in(request)
    access = access_of(user)
    run = run_or_404(access, slug, code, revision, Role.OFFICE, Role.LEADING_GROUP)
    (form,) = sent.values()
    if form.is_valid():
        try:
            done = act(run, user, form.cleaned_data)
            tell_on_commit()
            messages.success(request, done)
            return redirect("office:period", slug, code)
        except ScoreboardError as error:
            form.add_error(None, str(error))
    messages.error(request, faults_of(form))
    return desk(request, access, run.period, **sent)
