"""The log, for the auditor and nobody else."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django_tables2 import RequestConfig

from contests.enums import AuditAction
from contests.exchange.audit_file import audit_lines
from contests.forms.audit import AuditFilter
from contests.models import AuditEvent, User
from contests.rules import Access, access_of
from contests.selectors.audit import events_for, people_of
from contests.services.audit import note_export
from contests.tables.audit import AuditTable
from contests.views.forms_at import form_at

ROWS = 50


@never_cache
@login_required
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Show the log, filtered and in pages, with the end of its chain and what the last verification found."""
    _, access = _auditor(request)
    found = AuditFilter(request.GET, queryset=events_for(access), people=people_of(access))
    table = AuditTable(found.qs)
    RequestConfig(request, paginate={"per_page": ROWS, "silent": True}).configure(table)
    context = {
        "filter": found,
        "table": table,
        "end": AuditEvent.objects.only("pk", "sha256").first(),
        "verified": AuditEvent.objects.filter(action=AuditAction.LOG_VERIFIED).first(),
    }
    return render(request, "audit/log.html", context)


@login_required
@form_at("audit:log")
def export(request: HttpRequest) -> HttpResponseBase:
    """Give the filtered log as a file, which is itself written to the log."""
    user, access = _auditor(request)
    found = AuditFilter(request.POST, queryset=events_for(access), people=people_of(access))
    if not found.is_valid():
        raise Http404
    chosen = {name: value for name, value in request.POST.items() if name in found.filters and value}
    note_export(actor=user, subject="操作日志", details={"filter": chosen})
    name = f"audit-{timezone.localtime():%Y%m%d-%H%M}.csv"
    lines = audit_lines(found.qs.order_by("pk").iterator(chunk_size=2000))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _auditor(request: HttpRequest) -> tuple[User, Access]:
    """Return the auditor and what is theirs; for others there is no such page."""
    assert isinstance(request.user, User)
    access = access_of(request.user)
    if not access.reads_log:
        raise Http404
    return request.user, access
