"""The desk: contests and periods of the person who signed in, and the release of a period."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from kombu.exceptions import OperationalError as QueueError

from contests.enums import Role, RunState
from contests.errors import ScoreboardError
from contests.forms.periods import ReopenForm
from contests.forms.release import ApproveForm
from contests.models import Contest, Period, RankingRun, Release, ReleaseCheck, User
from contests.rules import Access, access_of
from contests.selectors.appeals import appeals_waiting, open_counts, upheld_among
from contests.selectors.compute import outdated
from contests.selectors.contested import unsettled
from contests.selectors.corrections import changed_lines
from contests.selectors.office import (
    PeriodLine,
    contests_entered_by,
    contests_for,
    contests_run_by,
    lines_at_hand,
    own_waiting,
    period_lines,
    run_summary,
)
from contests.selectors.releases import correction_changes, released_before
from contests.selectors.working_days import window_after
from contests.services.compute import request_run
from contests.services.releases import approve_release, check_run
from contests.tasks import compute_run
from contests.views.telling import tell_on_commit


@never_cache
@login_required
@require_GET
def contests(request: HttpRequest) -> HttpResponse:
    """Show the contests of the person, each with the periods that matter now."""
    access = access_of(signed_in(request))
    found = list(contests_for(access))
    lines = period_lines(found, timezone.now())
    desks = _desks(access, found, {contest: lines_at_hand(rows) for contest, rows in lines.items()})
    return render(request, "office/contests.html", {"desks": desks, "makes": bool(access.to(Role.OFFICE))})


@never_cache
@login_required
@require_GET
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every period of a contest that has begun."""
    access = access_of(signed_in(request))
    found = get_object_or_404(contests_for(access), slug=slug)
    (desk,) = _desks(access, [found], period_lines([found], timezone.now()))
    return render(request, "office/contest.html", {"desk": desk})


def _desks(access: Access, contests: Sequence[Contest], lines: Mapping[int, list[PeriodLine]]) -> list[dict[str, Any]]:
    """Return each contest with its lines, what the person does in it, and what waits, looked up for all at once."""
    entered = contests_entered_by(access, Role.REPORTER)
    filed = contests_entered_by(access, Role.REPORTER, Role.REVIEWER)
    appeals = open_counts(contests)
    return [
        {
            "contest": contest,
            "lines": lines[contest.pk],
            "enters": contest.pk in entered,
            "files": contest.pk in filed,
            "hears": access.hears(contest),
            "appeals": appeals[contest.pk],
            "reviews": access.reviews(contest),
            "runs": access.runs(contest),
            "reads": access.reads(contest),
        }
        for contest in contests
    ]


@never_cache
@login_required
@require_GET
def period(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show a period's computation, what was found, and the gates of its release."""
    user = signed_in(request)
    access = access_of(user)
    found = _period(access, slug, code, Role.OFFICE, Role.LEADING_GROUP, Role.LEADER)
    lines = period_lines([found.contest], timezone.now())[found.contest_id]
    line = next((line for line in lines if line.period == found), None)
    if line is None:
        raise Http404
    run = found.runs.select_related("period__contest").order_by("-revision").first()
    release = Release.objects.filter(run=run).defer("payload", "headline").first() if run else None
    done = run if run is not None and run.state == RunState.DONE else None
    corrects = released_before(run) if run else None
    context = {
        "period": found,
        "contest": found.contest,
        "run": run,
        "running": run is not None and run.state in (RunState.QUEUED, RunState.RUNNING),
        "stale": done is not None and release is None and bool(outdated([done])),
        "check": ReleaseCheck.objects.filter(run=run).select_related("checked_by").first() if run else None,
        "release": release,
        "corrects": corrects,
        "line": line,
        "own_waiting": own_waiting(user, found),
        "runs": access.runs(found.contest),
        "approves": access.releases(found.contest),
        "form": ApproveForm(),
        "reopens": found.entry_closes_at <= timezone.now(),
        "reopen_form": ReopenForm(initial={"reason": found.reopened_reason}),
    }
    context |= _appealed(found, None if release else done)
    if done and not release and corrects:
        context |= _corrected(done, corrects)
    return render(request, "office/period.html", context | (run_summary(done) if done else {}))


def _corrected(run: RankingRun, corrects: Release) -> dict[str, Any]:
    """Return what the run would change of the release that it would correct."""
    assert run.document is not None
    changes = correction_changes(run, corrects)
    return {"changes": changes, "lines": changed_lines(changes, run.document["rules"])}


def _appealed(period: Period, waiting_run: RankingRun | None) -> dict[str, Any]:
    """Return the appeals that wait in a period, what they ask of the run to be released, and its window of appeals."""
    appeals = appeals_waiting(period)
    upheld = upheld_among(appeals)
    return {
        "appeals": appeals,
        "upheld": upheld,
        "undecided": [appeal for appeal in appeals if appeal.is_open],
        "unsettled": unsettled(waiting_run, upheld) if waiting_run else "",
        "window": window_after(timezone.localdate(), period.contest.appeal_days),
    }


@login_required
@require_POST
def compute(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Ask for a computation of the period and hand it to the worker."""
    user = signed_in(request)
    access = access_of(user)
    found = _period(access, slug, code, Role.OFFICE)
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
@require_POST
def check(request: HttpRequest, slug: str, code: str, revision: int) -> HttpResponse:
    """Record that the office has looked through the run."""
    user = signed_in(request)
    run = _run(user, slug, code, revision)
    try:
        check_run(run=run, checker=user, now=timezone.now())
        tell_on_commit()
        messages.success(request, "已核对，可提请领导小组批准")
    except ScoreboardError as error:
        messages.error(request, str(error))
    return redirect("office:period", slug, code)


@login_required
@require_POST
def approve(request: HttpRequest, slug: str, code: str, revision: int) -> HttpResponse:
    """Publish the run."""
    user = signed_in(request)
    run = _run(user, slug, code, revision)
    form = ApproveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "更正原因最长 200 字")
        return redirect("office:period", slug, code)
    try:
        release = approve_release(run=run, approver=user, reason=form.cleaned_data["reason"], now=timezone.now())
        tell_on_commit()
        messages.success(request, f"已发布{release}")
    except ScoreboardError as error:
        messages.error(request, str(error))
    return redirect("office:period", slug, code)


def signed_in(request: HttpRequest) -> User:
    """Return the person behind a request that `login_required` let through."""
    assert isinstance(request.user, User)
    return request.user


def _period(access: Access, slug: str, code: str, *roles: Role) -> Period:
    """Return a period of a contest at whose host the person has one of the roles; for others there is none."""
    contests = contests_run_by(access, *roles)
    periods = Period.objects.select_related("contest__host")
    return get_object_or_404(periods, contest__in=contests, contest__slug=slug, code=code)


def _run(user: User, slug: str, code: str, revision: int) -> RankingRun:
    period = _period(access_of(user), slug, code, Role.OFFICE, Role.LEADING_GROUP)
    runs = RankingRun.objects.select_related("period__contest__host")
    return get_object_or_404(runs, period=period, revision=revision)
