"""The release desk: how far a period has come on its way to a release, what is open, and whose turn it is."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from contests.enums import SENT_BACK, Role, RunState, VerdictKind
from contests.forms.periods import ReopenForm
from contests.forms.release import ApproveForm, CheckForm, NoteForm
from contests.models import Period, RankingRun, Release, ReleaseCheck
from contests.rules import Access, access_of
from contests.selectors.appeals import appeals_waiting, upheld_among
from contests.selectors.compute import outdated
from contests.selectors.contested import unsettled
from contests.selectors.corrections import changed_lines
from contests.selectors.office import contests_run_by, own_waiting, period_lines, run_summary
from contests.selectors.open_points import open_points, points_since, seal_of
from contests.selectors.papers import next_bulletin
from contests.selectors.recalls import recall_state
from contests.selectors.releases import correction_changes, recalled_since, released_before
from contests.selectors.unchanged import last_decline
from contests.selectors.working_days import window_after
from contests.views.office import signed_in
from contests.views.papers import READERS


@never_cache
@login_required
@require_GET
def period(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show a period's computation, what was found, and the gates of its release."""
    access = access_of(signed_in(request))
    return desk(request, access, period_or_404(access, slug, code, *READERS))


def desk(request: HttpRequest, access: Access, found: Period, **sent: Form) -> HttpResponse:
    """Return the page; forms that were sent and could not be followed stand there by name with all that was typed."""
    user = signed_in(request)
    lines = period_lines([found.contest], timezone.now())[found.contest_id]
    line = next((line for line in lines if line.period == found), None)
    if line is None:
        raise Http404
    run = found.runs.select_related("period__contest__host").order_by("-revision").first()
    release = Release.objects.filter(run=run).defer("payload", "headline").first() if run else None
    done = run if run is not None and run.state == RunState.DONE else None
    corrects = released_before(run) if run else None
    overtaken = recalled_since(run) if run else None
    context: dict[str, Any] = {
        "period": found,
        "contest": found.contest,
        "run": run,
        "running": run is not None and run.state in (RunState.QUEUED, RunState.RUNNING),
        "overtaken": overtaken,
        "stale": done is not None and release is None and (overtaken is not None or bool(outdated([done]))),
        "release": release,
        "corrects": corrects,
        "line": line,
        "own_waiting": own_waiting(user, found),
        "runs": access.runs(found.contest),
        "approves": access.releases(found.contest),
        "hears": access.hears(found.contest),
        "recall": recall_state(found, access, user.pk),
        "declined": None if release else last_decline(found),
        "reopens": found.entry_closes_at <= timezone.now(),
        "reopen_form": ReopenForm(initial={"reason": found.reopened_reason}),
    }
    context |= _appealed(found, None if release else done)
    steps = _steps(run) if run else {}
    if done and not release and corrects:
        context |= _corrected(done, corrects)
    if not release:
        context |= _open(found, done, steps.get("check"), context.get("changes"))
    context |= steps | (run_summary(done) if done else {}) | sent
    return render(request, "office/period.html", context, status=422 if sent else 200)


def faults_of(form: Form) -> str:
    """Return all faults of a form in one sentence."""
    return "；".join(str(error) for errors in form.errors.values() for error in errors)


def _open(
    period: Period, run: RankingRun | None, check: ReleaseCheck | None, changes: dict[str, Any] | None
) -> dict[str, Any]:
    """Return what is open and its seal, whether some of it must be done first, and what of it came after the check."""
    points = open_points(period, run, changes)
    added = points_since(points, check.open_facts) if check else []
    held_up = any(point.must for point in points)
    return {"points": points, "seal": seal_of(points), "held_up": held_up, "added": added}


def _steps(run: RankingRun) -> dict[str, Any]:
    """Return what people did with a run, and the forms of what they may do next."""
    verdict = run.verdicts.select_related("by").last()
    return {
        "check": ReleaseCheck.objects.filter(run=run).select_related("checked_by").first(),
        "verdict": verdict,
        "waits": verdict is not None and verdict.kind == VerdictKind.TIMED,
        "is_back": verdict is not None and verdict.kind in SENT_BACK,
        "check_form": CheckForm(initial=_planned(run.period)),
        "form": ApproveForm(initial={"when": "now"}),
        "note_form": NoteForm(),
    }


def _planned(period: Period) -> dict[str, Any]:
    """Return the bulletin as the office last asked for it in the period, else as the host's last one was."""
    last = ReleaseCheck.objects.filter(run__period=period).order_by("-pk").first()
    usual = next_bulletin(period.contest, timezone.localdate().year)
    if last is None:
        return {"agency": usual.prefix, "recipients": usual.recipients, "with_bulletin": bool(usual.prefix)}
    return {
        "agency": last.bulletin_prefix or usual.prefix,
        "recipients": last.bulletin_recipients or usual.recipients,
        "with_bulletin": bool(last.bulletin_prefix),
        "shown": "scores" if last.bulletin_shows_scores else "places",
    }


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


def period_or_404(access: Access, slug: str, code: str, *roles: Role) -> Period:
    """Return a period of a contest at whose host the person has one of the roles; for others there is none."""
    contests = contests_run_by(access, *roles)
    periods = Period.objects.select_related("contest__host")
    return get_object_or_404(periods, contest__in=contests, contest__slug=slug, code=code)


def run_or_404(access: Access, slug: str, code: str, revision: int, *roles: Role) -> RankingRun:
    """Return a run of such a period."""
    period = period_or_404(access, slug, code, *roles)
    runs = RankingRun.objects.select_related("period__contest__host")
    return get_object_or_404(runs, period=period, revision=revision)
