"""The pages that everyone reads: they show releases, and are the same bytes for all."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from contests.exchange.answers import PYTHON, XLSX, answer
from contests.exchange.audit_workbook import audit_workbook
from contests.exchange.pdf import PDF
from contests.exchange.poster import PAPERS, poster
from contests.exchange.single_file import verify_release_text
from contests.scoring.board import BLACK, RED
from contests.scoring.document import FORMAT
from contests.selectors.boards import panel
from contests.selectors.corrections import changed_lines
from contests.selectors.histories import entrant_history, last_name
from contests.selectors.payloads import Payload
from contests.selectors.published import Archive, Issue, archive_of, archives, document_of, payload_of
from contests.selectors.score_sheets import score_sheet
from contests.selectors.summaries import summaries
from contests.views.choices import board_choice


@login_not_required
@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """Show the newest lists of every contest."""
    shelves = archives()
    return answer(
        request,
        version="".join(shelf.version for shelf in shelves),
        variant=["portal"],
        render=lambda: render_to_string("public/portal.html", {"contests": summaries(shelves)}),
    )


@login_not_required
@require_safe
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the issue that stands for the latest period."""
    shelf = _archive(slug)
    if shelf.newest is None:
        return _unreleased(request, shelf)
    return _board(request, shelf, shelf.newest)


@login_not_required
@require_safe
def release(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one issue, which stays readable when a later one corrects it."""
    shelf = _archive(slug)
    return _board(request, shelf, _issue(shelf, number))


@login_not_required
@require_safe
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """List a contest's issues."""
    shelf = _archive(slug)
    return answer(
        request,
        version=shelf.version,
        variant=["archive"],
        render=lambda: render_to_string("public/archive.html", {"archive": shelf}),
    )


@login_not_required
@require_safe
def bundle(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand out the document of an issue exactly as it was hashed."""
    issue = _issue(_archive(slug), number)
    response = answer(
        request,
        version=issue.sha256,
        variant=["bundle"],
        render=lambda: document_of(issue),
        content_type="application/json",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-{number}.json"'
    return response


@login_not_required
@require_safe
def verify_release(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand out the program that verifies the document of an issue: the engine in one file."""
    issue = _issue(_archive(slug), number)
    response = answer(
        request, version=issue.sha256, variant=["verify"], render=verify_release_text, content_type=PYTHON
    )
    response.headers["Content-Disposition"] = 'attachment; filename="verify_release.py"'
    return response


@login_not_required
@require_safe
def audit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand out the workbook whose formulas recompute an issue."""
    issue = _issue(_archive(slug), number)

    def render() -> bytes:
        payload = payload_of(issue)
        if payload["document"]["format"] != FORMAT:
            raise Http404("本期的数据文件是旧版格式，没有核算底稿。")
        return audit_workbook(payload, issue.sha256)

    response = answer(request, version=issue.sha256, variant=["audit"], render=render, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-{number}-audit.xlsx"'
    return response


@login_not_required
@require_safe
def poster_file(request: HttpRequest, slug: str, number: int, size: str) -> HttpResponse:
    """Hand out the poster of an issue on one of the papers."""
    paper = PAPERS.get(size)
    if paper is None:
        raise Http404("海报只有 A3、A1、A0 三种纸。")
    issue = _issue(_archive(slug), number)
    site = settings.PUBLIC_URL
    address = site + reverse("release", args=(slug, number)) if site else ""
    response = answer(
        request,
        version=issue.version,
        variant=["poster", size, site],
        render=lambda: poster(payload_of(issue), issue, paper, address),
        content_type=PDF,
    )
    response.headers["Content-Disposition"] = f'inline; filename="{slug}-{number}-{size}.pdf"'
    return response


@login_not_required
@require_safe
def entrant(request: HttpRequest, slug: str, code: str, number: int | None = None) -> HttpResponse:
    """Show why an entrant has its place in an issue, the newest or the given one, and its places in all issues."""
    shelf = _archive(slug)
    issue = shelf.newest if number is None else _issue(shelf, number)

    def render() -> str:
        payload = Payload(payload_of(issue)) if issue else None
        sheet = score_sheet(payload, code) if payload else None
        history = entrant_history(shelf, code)
        if not history or (number and sheet is None):
            raise Http404("没有这个参赛单位，或者它还没有上过已发布的榜。")
        name = sheet.name if sheet else last_name(history)
        words = {"archive": shelf, "issue": issue, "board": payload, "code": code, "name": name, "sheet": sheet}
        return render_to_string("public/entrant.html", words | {"history": history})

    return answer(request, version=shelf.version, variant=["entrant", code, str(number or "")], render=render)


def _archive(slug: str) -> Archive:
    shelf = archive_of(slug)
    if shelf is None:
        raise Http404("没有这项竞赛。")
    return shelf


def _issue(shelf: Archive, number: int) -> Issue:
    issue = shelf.issue(number)
    if issue is None:
        raise Http404(f"{shelf.name}没有发布过第{number}期。")
    return issue


def _unreleased(request: HttpRequest, shelf: Archive) -> HttpResponse:
    return answer(
        request,
        version=shelf.version,
        variant=["unreleased"],
        render=lambda: render_to_string("public/unreleased.html", {"archive": shelf}),
    )


def _board(request: HttpRequest, shelf: Archive, issue: Issue) -> HttpResponse:
    asked = {name: request.GET[name] for name in ("division", "scope", "sort") if request.GET.get(name)}

    def render() -> str:
        payload = Payload(payload_of(issue))
        choice = board_choice(payload, shelf.slug, asked)
        if choice is None:
            raise Http404("地址中的组别、范围或排序不存在。")
        words = {
            "board": payload,
            "issue": issue,
            "red": panel(payload, RED),
            "black": panel(payload, BLACK),
            "choice": choice,
            "changes": payload.changes,
            "lines": changed_lines(payload.changes, payload.rules) if payload.changes else [],
        }
        return render_to_string("public/board.html", words)

    return answer(
        request, version=issue.version, variant=["board", *map("=".join, sorted(asked.items()))], render=render
    )
