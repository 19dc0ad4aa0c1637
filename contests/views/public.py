"""The pages that everyone reads: they show releases, and are the same bytes for all."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from contests.exchange.answers import answer
from contests.scoring.board import BLACK, RED
from contests.selectors.boards import panel
from contests.selectors.corrections import changed_lines
from contests.selectors.histories import entrant_history, last_name
from contests.selectors.marks import LedgerLine, black_marks, ledger_of, ledger_version
from contests.selectors.payloads import Payload
from contests.selectors.public_view import is_lapsed, public_payload, public_until, version_on
from contests.selectors.published import Archive, Issue, archives
from contests.selectors.score_sheets import score_sheet
from contests.selectors.standards import target
from contests.selectors.summaries import summaries
from contests.selectors.trends import issues_before, trends, trends_version
from contests.views.choices import board_choice
from contests.views.shelves import issue_or_404, shelf_or_404, unsearchable, wants_text
from contests.views.withheld import withheld

CHOICES = ("category", "division", "page", "period", "scope", "sort", "text")


@login_not_required
@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """Show the newest lists of every contest."""
    shelves, text, today = archives(), wants_text(request), timezone.localdate()
    newest = [shelf.newest for shelf in shelves if shelf.newest]
    response = answer(
        request,
        version="".join([shelf.version for shelf in shelves] + [version_on(issue, today) for issue in newest]),
        variant=["portal", str(text)],
        render=lambda: _page("portal", text, {"contests": summaries(shelves, today)}),
        outlasts=True,
        until=public_until(newest, today),
    )
    return unsearchable(response) if any(issue.tells_black for issue in newest) else response


@login_not_required
@require_safe
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the issue that stands for the latest period, or for the one that is asked for."""
    shelf = shelf_or_404(slug)
    asked = request.GET.get("period")
    issue = shelf.of_period(asked) if asked else shelf.newest
    if issue:
        return _board(request, shelf, issue, newest=True)
    if asked and (recall := shelf.recall_of_period(asked)):
        return withheld(request, recall, text=wants_text(request))
    if shelf.newest:
        raise Http404(f"{shelf.name}没有发布过考评期 {asked} 的榜单。")
    response = answer(
        request,
        version=shelf.version,
        variant=["unreleased"],
        render=lambda: render_to_string("public/unreleased.html", {"archive": shelf}),
    )
    return unsearchable(response) if shelf.recalls else response


@login_not_required
@require_safe
def release(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one issue, which stays readable when a later one corrects it, and not when one recalls it."""
    shelf = shelf_or_404(slug)
    issue = issue_or_404(shelf, number)
    if issue.recall:
        return withheld(request, issue, text=wants_text(request))
    return _board(request, shelf, issue, newest=False)


@login_not_required
@require_safe
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """List a contest's issues, weeks apart from months."""
    shelf, text = shelf_or_404(slug), wants_text(request)
    return answer(
        request,
        version=shelf.version,
        variant=["archive", str(text)],
        render=lambda: _page("archive", text, {"archive": shelf}),
    )


@login_not_required
@require_safe
def entrant(request: HttpRequest, slug: str, code: str, number: int | None = None) -> HttpResponse:
    """Show why an entrant has its place in an issue, the newest or the given one, and its places in all issues."""
    shelf, text, today = shelf_or_404(slug), wants_text(request), timezone.localdate()
    issue = shelf.newest if number is None else issue_or_404(shelf, number)
    if issue and issue.recall:
        return withheld(request, issue, text=text)

    def render() -> str:
        payload = public_payload(issue, today) if issue else None
        sheet = score_sheet(payload, code) if payload else None
        history = entrant_history(shelf, code)
        if not history or (number and sheet is None):
            raise Http404("没有这个参赛单位，或者它还没有上过已发布的榜。")
        name = sheet.name if sheet else last_name(history)
        words = {"archive": shelf, "issue": issue, "board": payload, "code": code, "name": name, "sheet": sheet}
        return _page(
            "entrant", text, words | {"history": history, "is_charted": any(line.is_charted for line in history)}
        )

    version = shelf.version + (version_on(issue, today) if issue else "")
    return answer(request, version=version, variant=["entrant", code, str(number or ""), str(text)], render=render)


def _page(name: str, text: bool, words: dict[str, Any]) -> str:
    """Return a page, or the one that says the same without a style sheet."""
    return render_to_string(f"{'text' if text else 'public'}/{name}.html", words)


def _board(request: HttpRequest, shelf: Archive, issue: Issue, *, newest: bool) -> HttpResponse:
    """Return the board of an issue; on the contest's own page it leads to the other periods."""
    text, today = wants_text(request), timezone.localdate()
    asked = {name: request.GET[name] for name in CHOICES if request.GET.get(name)}
    if not newest:
        asked.pop("period", None)
    ledger = () if is_lapsed(issue, today) else ledger_of(shelf.slug)
    before = issues_before(shelf, issue)
    version = version_on(issue, today) + ledger_version(ledger) + trends_version(before)
    response = answer(
        request,
        version=version + (shelf.version if newest else ""),
        variant=["contest" if newest else "board", *map("=".join, sorted(asked.items()))],
        render=lambda: _page("board", text, _words(shelf, issue, asked, ledger, today, newest=newest)),
        outlasts=newest,
        until=public_until([issue], today),
    )
    return unsearchable(response) if issue.tells_black else response


def _words(
    shelf: Archive, issue: Issue, asked: dict[str, str], ledger: tuple[LedgerLine, ...], today: date, *, newest: bool
) -> dict[str, Any]:
    payload = public_payload(issue, today)
    of_contest = {"periods": shelf.standing, "recalls": shelf.recalls} if newest else {"periods": (), "recalls": ()}
    return board_words(payload, issue, asked, ledger, issues_before(shelf, issue)) | of_contest


def board_words(
    payload: Payload,
    issue: Issue,
    asked: dict[str, str],
    ledger: tuple[LedgerLine, ...],
    before: tuple[Issue, ...],
) -> dict[str, Any]:
    """Return what the page of an issue shows, released or not. Raises Http404 for a choice that there is not."""
    choice = board_choice(payload, issue.contest, asked, trends(payload, before))
    if choice is None:
        raise Http404("地址中的类别、组别、范围、排序或页码不存在。")
    return {
        "board": payload,
        "issue": issue,
        "red": panel(payload, RED),
        "black": panel(payload, BLACK, black_marks(payload, ledger)),
        "choice": choice,
        "target": target(payload),
        "changes": payload.changes,
        "lines": changed_lines(payload.changes, payload.rules) if payload.changes else [],
    }
