"""The what-if desk: draft rules and recomputations, tried out against what was computed."""

import re
from collections.abc import Mapping
from functools import partial
from itertools import chain
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from kombu.exceptions import OperationalError as QueueError

from contests.enums import Role, RunState, TrialKind
from contests.errors import ScoreboardError
from contests.exchange.contest_file import ContestError, check_contest, write_contest_file
from contests.exchange.contest_file.notation import read_value, write_roll_up, write_value
from contests.forms.draft import DraftForm, Notation
from contests.models import Period, RankingRun, Trial, User
from contests.models.rules_versions import rules_in
from contests.rules import access_of
from contests.scoring.document import TOTAL
from contests.selectors.contests import contest_spec
from contests.selectors.office import contests_run_by
from contests.selectors.trials import draft_spec, newest_done, trials_of
from contests.selectors.trials.overfull import overfull
from contests.selectors.trials.unreadable import unreadable
from contests.services.audit import note_export
from contests.services.trials import request_trial
from contests.tasks import run_trial
from contests.views.forms_at import form_at

SHOWN_TRIALS = 20
NOTATION = Notation(read_value, write_value, write_roll_up)
NUMBER = re.compile("[0-9]{1,18}")
# Which rows of a comparison are shown, by the word that they have for it.
SHOWN = {"": "全部", "changed": "只看有变化的", "shifted": "只看名次、等次或上榜有变化的"}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show a period's trials and, to the office, the draft to be filled in; on POST have it tried out."""
    user, period, runs = _found(request, slug, code)
    if request.method == "POST" and not runs:
        raise Http404
    base = newest_done(period)
    form = _form(request, period) if runs and base else None
    if form and base and form.is_valid():
        rules = _checked(form, period, base)
        if rules is not None:
            return _ask(request, user, period, TrialKind.RULES, rules)
    context = {
        "period": period,
        "contest": period.contest,
        "base": base,
        "form": form,
        "faults": sum(len(errors) for errors in form.errors.values()) if form else 0,
        "trials": list(trials_of(period)[:SHOWN_TRIALS]),
    }
    return render(request, "office/trials.html", context, status=422 if context["faults"] else 200)


def _form(request: HttpRequest, period: Period) -> DraftForm:
    """Return the draft: the newest rules, or those of an earlier trial that are to be changed further."""
    contest = period.contest
    if asked := request.GET.get("from"):
        if not NUMBER.fullmatch(asked):
            raise Http404
        drafts = Trial.objects.filter(period=period, kind=TrialKind.RULES).defer("result")
        rules = get_object_or_404(drafts, pk=asked).rules
    else:
        rules = contest.rules_versions.latest("number").rules
    assert rules is not None
    divisions = dict(contest.divisions.values_list("code", "name"))
    data = request.POST if request.method == "POST" else None
    return DraftForm(data, rules=rules, divisions=divisions, notation=NOTATION)


def _checked(form: DraftForm, period: Period, base: RankingRun) -> dict[str, Any] | None:
    """Return the rules of the draft, checked as those of a contest file; None where the form says what is wrong."""
    draft = {**contest_spec(period.contest), "earlier_rules": [], **form.draft()}
    try:
        rules = rules_in(check_contest(draft))
    except ContestError as error:
        form.add_problems(error.problems, draft)
        return None
    assert base.document is not None
    form.add_problems(chain(unreadable(rules, base.document), overfull(rules, base.document)), draft)
    return None if form.errors else rules


@login_required
@form_at("office:trials", "slug", "code")
def recompute(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Ask what computing the period again would change."""
    user, period, runs = _found(request, slug, code)
    if not runs:
        raise Http404
    return _ask(request, user, period, TrialKind.RECOMPUTE, None)


def _ask(
    request: HttpRequest, user: User, period: Period, kind: TrialKind, rules: Mapping[str, Any] | None
) -> HttpResponse:
    slug = period.contest.slug
    try:
        trial = request_trial(period=period, kind=kind, rules=rules, requested_by=user, now=timezone.now())
        transaction.on_commit(partial(run_trial.delay, trial.pk))
    except QueueError:
        messages.warning(request, "已登记；任务队列暂时不通，恢复后几分钟内会自动试算")
    except ScoreboardError as error:
        messages.error(request, str(error))
        return redirect("office:trials", slug, period.code)
    return redirect("office:trial", slug, period.code, trial.pk)


@never_cache
@login_required
@require_GET
def result(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """Show what a trial found: in short, what was changed, scope by scope, list by list."""
    _, period, runs = _found(request, slug, code)
    trials = Trial.objects.select_related("base", "requested_by").defer("base__document", "rules")
    trial = get_object_or_404(trials, period=period, pk=number)
    found = trial.result or {"scopes": []}
    chosen = request.GET.get("scope", TOTAL)
    scope = next((scope for scope in found["scopes"] if scope["code"] == chosen), None)
    if scope is None and trial.result:
        raise Http404
    show = request.GET.get("show", "")
    if show not in SHOWN:
        raise Http404
    context = {
        "period": period,
        "contest": period.contest,
        "trial": trial,
        "running": trial.state in (RunState.QUEUED, RunState.RUNNING),
        "found": trial.result,
        "scope": scope,
        "rows": [row for row in scope["rows"] if not show or row[show]] if scope else [],
        "shown": SHOWN,
        "query": {"scope": chosen, "show": show},
        "runs": runs,
    }
    return render(request, "office/trial.html", context)


@never_cache
@login_required
@require_GET
def contest_file(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """Give the contest file with the draft as the next rules."""
    user, period, _ = _found(request, slug, code)
    trials = Trial.objects.select_related("period__contest__host").defer("result")
    trial = get_object_or_404(trials, period=period, kind=TrialKind.RULES, pk=number)
    text = write_contest_file(draft_spec(trial))
    name = f"{slug}-{code}-draft-{trial.pk}.yaml"
    # Nothing but the log is written by this.
    note_export(actor=user, subject=f"{slug} {code}", details={"file": name})
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)


def _found(request: HttpRequest, slug: str, code: str) -> tuple[User, Period, bool]:
    """Return the person, the period, and whether the person runs its contest; 404 for all but office and leaders."""
    assert isinstance(request.user, User)
    access = access_of(request.user)
    contests = contests_run_by(access, Role.OFFICE, Role.LEADING_GROUP)
    periods = Period.objects.select_related("contest__host")
    period = get_object_or_404(periods, contest__in=contests, contest__slug=slug, code=code)
    return request.user, period, access.runs(period.contest)
