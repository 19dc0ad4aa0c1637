"""The whole document of an issue for those who run or lead the contest, also once it is public no more."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contests.enums import Role
from contests.exchange.answers import XLSX
from contests.exchange.audit_workbook import audit_workbook
from contests.models import User
from contests.rules import access_of
from contests.scoring.document import FORMAT
from contests.selectors.office import contests_run_by
from contests.selectors.published import Issue, document_of, payload_of
from contests.services.audit import note_export
from contests.views.shelves import issue_or_404, shelf_or_404


@never_cache
@login_required
@require_safe
def bundle(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand out the document of an issue exactly as it was hashed."""
    issue = _issue(request, slug, number)
    return _file(request, issue, f"{slug}-{number}.json", document_of(issue), "application/json")


@never_cache
@login_required
@require_safe
def audit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand out the workbook whose formulas recompute an issue."""
    issue = _issue(request, slug, number)
    if issue.is_recall:
        raise Http404("本期是撤回，没有核算底稿。")
    payload = payload_of(issue)
    if payload["document"]["format"] != FORMAT:
        raise Http404("本期的数据文件是旧版格式，没有核算底稿。")
    return _file(request, issue, f"{slug}-{number}-audit.xlsx", audit_workbook(payload, issue.sha256), XLSX)


def _issue(request: HttpRequest, slug: str, number: int) -> Issue:
    assert isinstance(request.user, User)
    mine = contests_run_by(access_of(request.user), Role.OFFICE, Role.LEADING_GROUP)
    return issue_or_404(shelf_or_404(get_object_or_404(mine, slug=slug).slug), number)


def _file(request: HttpRequest, issue: Issue, name: str, body: str | bytes, kind: str) -> HttpResponse:
    assert isinstance(request.user, User)
    note_export(actor=request.user, subject=f"{issue.contest} 第{issue.number}期", details={"file": name})
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
