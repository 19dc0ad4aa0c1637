"""Files of an issue: its document, the program that verifies it, the workbook that recomputes it, the poster."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from contests.exchange.answers import PYTHON, XLSX, answer
from contests.exchange.audit_workbook import audit_workbook
from contests.exchange.pdf import PDF
from contests.exchange.poster import PAPERS, poster
from contests.exchange.single_file import verify_release_text
from contests.scoring.document import FORMAT
from contests.selectors.public_view import is_lapsed, is_whole
from contests.selectors.published import Issue, document_of, payload_of
from contests.views.shelves import issue_or_404, shelf_or_404, unsearchable
from contests.views.withheld import file_withheld

LAPSED = "本期黑榜已过公示期，含黑榜的数据文件、核算底稿和海报不再公开；需要核验的，请向竞赛办索取。"
# The file without them would no longer have its hash: only the whole of it proves anything.
QUOTED = "所更正一期的黑榜已过公示期，引述它的数据文件不再公开；核算底稿和海报可以下载。需要核验的，请向竞赛办索取。"


@login_not_required
@require_safe
def bundle(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand out the document of an issue exactly as it was hashed; that of a recall is public, too."""
    issue = _provable(slug, number)
    if not issue.recall and not is_whole(issue, timezone.localdate()):
        raise Http404(QUOTED)
    if not issue.is_recall and (gone := file_withheld(request, issue)):
        return gone
    response = answer(
        request,
        version=issue.sha256,
        variant=["bundle"],
        render=lambda: document_of(issue),
        content_type="application/json",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-{number}.json"'
    return unsearchable(response)


@login_not_required
@require_safe
def verify_release(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand out the program that verifies the document of an issue: the engine in one file."""
    issue = issue_or_404(shelf_or_404(slug), number)
    response = answer(
        request, version=issue.sha256, variant=["verify"], render=verify_release_text, content_type=PYTHON
    )
    response.headers["Content-Disposition"] = 'attachment; filename="verify_release.py"'
    return response


@login_not_required
@require_safe
def audit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand out the workbook whose formulas recompute an issue."""
    issue = _provable(slug, number)
    if gone := file_withheld(request, issue):
        return gone

    def render() -> bytes:
        payload = payload_of(issue)
        if payload["document"]["format"] != FORMAT:
            raise Http404("本期的数据文件是旧版格式，没有核算底稿。")
        return audit_workbook(payload, issue.sha256)

    response = answer(request, version=issue.sha256, variant=["audit"], render=render, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-{number}-audit.xlsx"'
    return unsearchable(response)


@login_not_required
@require_safe
def poster_file(request: HttpRequest, slug: str, number: int, size: str) -> HttpResponse:
    """Hand out the poster of an issue on one of the papers."""
    paper = PAPERS.get(size)
    if paper is None:
        raise Http404("海报只有 A3、A1、A0 三种纸。")
    issue = _provable(slug, number)
    if gone := file_withheld(request, issue):
        return gone
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
    return unsearchable(response)


def _provable(slug: str, number: int) -> Issue:
    """Return an issue whose results are public as they were released, or that was recalled.

    Raises Http404 once its black list no longer is public. What it quotes of another one is in its document only.
    """
    issue = issue_or_404(shelf_or_404(slug), number)
    if not issue.recall and is_lapsed(issue, timezone.localdate()):
        raise Http404(LAPSED)
    return issue
