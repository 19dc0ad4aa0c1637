"""What a run would look like once it is released: board, screen, poster and bulletin, for those who decide on it.

The pages show themselves inside the preview only, and nothing of them is kept by a browser.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from contests.enums import RunState
from contests.exchange.answers import face
from contests.exchange.bulletin import bulletin_pdf
from contests.exchange.page_pictures import page_picture
from contests.exchange.pdf import PDF
from contests.exchange.poster import PAPERS, poster
from contests.models import RankingRun, Release, ReleaseCheck
from contests.rules import access_of
from contests.selectors.bulletins import bulletin_text
from contests.selectors.compute import outdated
from contests.selectors.hall import hall
from contests.selectors.marks import black_marks, ledger_of
from contests.selectors.papers import next_bulletin
from contests.selectors.payloads import Payload
from contests.selectors.public_view import without_names
from contests.selectors.published import Archive, archive_of
from contests.selectors.releases import recalled_since, waiting_verdict
from contests.selectors.trends import issues_before
from contests.selectors.unreleased import Unreleased, unreleased
from contests.views.office import signed_in
from contests.views.papers import READERS
from contests.views.public import board_words
from contests.views.release_desk import run_or_404

PICTURE = "image/png"
# As wide as the poster and the bulletin stand side by side on a large screen, for displays of double fineness.
PICTURE_WIDTH = 900
# What four people look at within an hour is made once.
KEPT_SECONDS = 60 * 60

# The library's types know views without arguments only.
framed: Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]] = csp_replace({"frame-ancestors": [SELF]})  # type: ignore[assignment]


@never_cache
@login_required
@require_GET
def preview(request: HttpRequest, slug: str, code: str, revision: int) -> HttpResponse:
    """Show board, screen, poster and bulletin side by side."""
    run = _run(request, slug, code, revision)
    if over := _over_because(run):
        messages.info(request, over)
        return redirect("office:period", slug, code)
    context = {
        "contest": run.period.contest,
        "period": run.period,
        "run": run,
        "draft": _draft(run).issue,
        "check": ReleaseCheck.objects.filter(run=run).first(),
        "stale": bool(outdated([run])),
    }
    return render(request, "office/preview.html", context)


@never_cache
@login_required
@require_GET
@xframe_options_sameorigin
@framed
def board(request: HttpRequest, slug: str, code: str, revision: int) -> HttpResponse:
    """Show the board as everyone would see it."""
    draft = _draft(_waiting(request, slug, code, revision))
    shelf = archive_of(slug)
    assert shelf is not None
    before = issues_before(shelf, draft.issue)
    words = board_words(draft.board, draft.issue, {}, ledger_of(slug), before)
    return HttpResponse(render_to_string("office/preview_board.html", words | {"periods": ()}))


@never_cache
@login_required
@require_GET
@xframe_options_sameorigin
@framed
def screen(request: HttpRequest, slug: str, code: str, revision: int) -> HttpResponse:
    """Show the screen as it would turn in the hall."""
    draft = _draft(_waiting(request, slug, code, revision))
    payload, issue = Payload(without_names(draft.payload)), draft.issue
    shelf = Archive(slug, issue.name, issue.publisher, issue.is_sample, issue.score_label, issue, (issue,))
    address = request.build_absolute_uri(reverse("contest", args=[slug]))
    words: dict[str, Any] = {
        "archive": shelf,
        "issue": issue,
        "board": payload,
        "hall": hall(payload, black_marks(payload, ledger_of(slug))),
    }
    words |= {"address": address, "place": address.partition("//")[2], "build": face()}
    return HttpResponse(render_to_string("office/preview_hall.html", words))


@never_cache
@login_required
@require_GET
def poster_file(request: HttpRequest, slug: str, code: str, revision: int, kind: str) -> HttpResponse:
    """Hand out the poster (A3) as PDF, or its first sheet as a picture; either says that it is not released."""
    draft = _draft(_waiting(request, slug, code, revision))
    address = settings.PUBLIC_URL and settings.PUBLIC_URL + reverse("contest", args=[slug])
    return _paper(
        kind, "poster", draft, lambda: poster(draft.payload, draft.issue, PAPERS["a3"], address, is_draft=True)
    )


@never_cache
@login_required
@require_GET
def bulletin_file(request: HttpRequest, slug: str, code: str, revision: int, kind: str) -> HttpResponse:
    """Hand out the bulletin as PDF, or its first page as a picture, with the number that it would have."""
    run = _waiting(request, slug, code, revision)
    draft = _draft(run)
    check = ReleaseCheck.objects.filter(run=run).first()
    prefix = check.bulletin_prefix if check and check.bulletin_prefix else None
    planned = next_bulletin(run.period.contest, timezone.localdate(draft.issue.released_at).year, prefix)
    text = bulletin_text(
        draft.payload,
        number=f"{planned.prefix or '××'}〔{planned.year}〕{planned.number}号（预览，未发布）",
        recipients=check.bulletin_recipients if check and prefix else planned.recipients,
        shows_scores=check.bulletin_shows_scores if check else True,
    )
    return _paper(kind, f"bulletin:{text.number}:{text.recipients}:{check}", draft, lambda: bulletin_pdf(text))


def _paper(kind: str, name: str, draft: Unreleased, make: Callable[[], bytes]) -> HttpResponse:
    """Return what is printed as PDF or as a picture, made once for a document."""
    key = "preview:" + hashlib.sha256(f"{name}:{draft.issue.sha256}:{face()}".encode()).hexdigest()
    pdf = cache.get(key)
    if pdf is None:
        pdf = make()
        cache.set(key, pdf, KEPT_SECONDS)
    if kind == "pdf":
        return HttpResponse(pdf, content_type=PDF)
    return HttpResponse(page_picture(pdf, PICTURE_WIDTH), content_type=PICTURE)


def _run(request: HttpRequest, slug: str, code: str, revision: int) -> RankingRun:
    run = run_or_404(access_of(signed_in(request)), slug, code, revision, *READERS)
    if run.state != RunState.DONE:
        raise Http404("尚未完成计算。")
    return run


def _waiting(request: HttpRequest, slug: str, code: str, revision: int) -> RankingRun:
    """Return a run that may still be released. Raises Http404."""
    run = _run(request, slug, code, revision)
    if over := _over_because(run):
        raise Http404(over)
    return run


def _over_because(run: RankingRun) -> str:
    """Return why a run has no preview any more, nothing where it has one.

    What was released, and was perhaps recalled, is read where that is logged.
    """
    if Release.objects.filter(run=run).exists():
        return "已经发布，没有预览。"
    if newest := RankingRun.objects.filter(period=run.period_id, revision__gt=run.revision).order_by("revision").last():
        return f"第 {run.revision} 次计算已被第 {newest.revision} 次计算取代，没有预览。"
    if recall := recalled_since(run):
        return f"本期已撤回（{recall}），撤回之前的计算结果不能发布，没有预览。"
    return ""


def _draft(run: RankingRun) -> Unreleased:
    """Return the run as it would be released today, or at the time that was set: the same document all day."""
    verdict = waiting_verdict(run)
    day = datetime.combine(timezone.localdate(), time(), timezone.get_current_timezone())
    moment = verdict.publish_at if verdict and verdict.publish_at else day
    return unreleased(run, moment)
