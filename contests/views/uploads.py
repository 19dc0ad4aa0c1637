"""Entry by file: sent in, checked, shown before anything is stored, and stored as it was shown."""

import hashlib
from functools import partial
from typing import Any, NamedTuple
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh
from kombu.exceptions import OperationalError as QueueError

from contests.enums import UploadKind, UploadState
from contests.errors import FileError, ScoreboardError
from contests.exchange.answers import XLSX
from contests.exchange.entry_template import entry_template
from contests.exchange.imports.running import run_upload as run_here
from contests.exchange.sheets import read_sheet
from contests.forms.upload import UploadForm
from contests.models import Contest, Period, Upload, User
from contests.rules import Access, access_of
from contests.selectors.entry import entry_guide
from contests.selectors.entry_form import form_cells
from contests.selectors.entry_rights import entry_rights
from contests.selectors.office import contests_for, open_periods, returned_to
from contests.selectors.uploads import recent_uploads, uploads_of
from contests.services.uploads import confirm_upload, receive_upload
from contests.tasks import run_upload
from contests.views.forms_at import form_at
from contests.views.telling import tell_on_commit

SHOWN_RETURNED = 200
# What is so short is checked while the person waits, header and all.
SHORT_ROWS, SHORT_BYTES = 201, 256 * 1024
# What a preview is divided into, in the order in which it matters.
PARTS = {"changed": "更改", "new": "新增", "unchanged": "未变"}


class Desk(NamedTuple):
    """A contest in which a person enters, and what they may do there."""

    user: User
    access: Access
    contest: Contest


def _desk(request: HttpRequest, slug: str) -> Desk:
    assert isinstance(request.user, User)
    access = access_of(request.user)
    contest = get_object_or_404(contests_for(access), slug=slug)
    if not access.enters(contest):
        raise Http404
    return Desk(request.user, access, contest)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a file and have it checked; what storing it would do is on its own page."""
    user, access, contest = _desk(request, slug)
    form = UploadForm(request.POST or None, request.FILES or None, office=access.runs(contest))
    if request.method == "POST" and form.is_valid():
        return _receive(request, user, contest, form.cleaned_data)
    context = {
        "contest": contest,
        "form": form,
        "periods": open_periods(contest, timezone.now()),
        "recent": recent_uploads(user, contest),
        "returned": list(returned_to(access, contest)[:SHOWN_RETURNED]),
    }
    return render(request, "entry/upload.html", context, status=422 if form.errors else 200)


def _receive(request: HttpRequest, user: User, contest: Contest, cleaned: dict[str, Any]) -> HttpResponse:
    sent: UploadedFile = cleaned["file"]
    data = sent.read()
    with transaction.atomic():
        received = receive_upload(
            contest=contest,
            kind=UploadKind(cleaned["kind"]),
            name=sent.name or "文件",
            data=data,
            sha256=hashlib.sha256(data).hexdigest(),
            uploaded_by=user,
            now=timezone.now(),
        )
    return _run(request, received, here=_is_short(received.name, data))


def _is_short(name: str, data: bytes) -> bool:
    """Return whether a file can be dealt with at once: few rows, or none that can be read."""
    if len(data) > SHORT_BYTES:
        return False
    try:
        return len(read_sheet(name, data)) <= SHORT_ROWS
    except FileError:
        return True


def _run(request: HttpRequest, received: Upload, *, here: bool) -> HttpResponse:
    """Do what the file waits for, at once or by a worker; lead to its page."""
    tell_on_commit()
    if here:
        run_here(upload_id=received.pk, worker=f"web-{uuid4().hex}", clock=timezone.now)
    else:
        try:
            transaction.on_commit(partial(run_upload.delay, received.pk))
        except QueueError:
            messages.warning(request, "已收到文件；任务队列暂时不通，恢复后几分钟内会自动处理")
    return redirect("entry:uploaded", received.contest.slug, received.pk)


@never_cache
@login_required
@require_GET
def result(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show how far a file is, its faults, or what storing it would do or has done."""
    desk = _desk(request, slug)
    found = get_object_or_404(uploads_of(desk.user, desk.contest), pk=pk)
    if request.htmx:  # type: ignore[attr-defined]  # the middleware of django-htmx puts it there
        if not found.is_running:
            return HttpResponseClientRefresh()
        return render(request, "entry/_upload_progress.html", {"contest": desk.contest, "upload": found})
    parts = [(name, label, found.counts.get(name, 0)) for name, label in PARTS.items()]
    first = next((name for name, _, count in parts if count), "new")
    shown = request.GET.get("show", first)
    if shown not in PARTS:
        raise Http404
    lines = found.lines.get(shown, [])
    context = {
        "contest": desk.contest,
        "upload": found,
        "parts": parts,
        "shown": shown,
        "lines": lines,
        "more": found.counts.get(shown, 0) - len(lines),
        "faults": found.faults[:SHOWN_RETURNED],
        "more_faults": len(found.faults) - SHOWN_RETURNED,
    }
    return render(request, "entry/uploaded.html", context)


@never_cache
@login_required
@form_at("entry:uploaded", "slug", "pk")
def store(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Have a file stored as it was shown; where it would do something else by now, that is shown instead."""
    desk = _desk(request, slug)
    found = get_object_or_404(uploads_of(desk.user, desk.contest), pk=pk)
    try:
        confirm_upload(upload=found, digest=request.POST.get("digest", ""))
    except ScoreboardError as error:
        messages.error(request, str(error))
        return redirect("entry:uploaded", slug, pk)
    return _run(request, found, here=found.total < SHORT_ROWS)


@never_cache
@login_required
@require_GET
def marked(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """Give the file back with its faults written into it."""
    desk = _desk(request, slug)
    found = get_object_or_404(uploads_of(desk.user, desk.contest), pk=pk, state=UploadState.FAULTY)
    if not found.marked:
        raise Http404
    stem, dot, suffix = found.name.rpartition(".")
    return FileResponse(
        found.marked.open("rb"),
        as_attachment=True,
        filename=f"{stem}-有错误.{suffix}" if dot else f"{found.name}-有错误",
        content_type="application/octet-stream",
    )


@never_cache
@login_required
@require_GET
def template(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Give the workbook of a period with the rows that are the person's to fill in."""
    desk = _desk(request, slug)
    guide = entry_guide(desk.contest)
    period = guide.periods.get(code)
    cells = form_cells(guide, period, entry_rights(desk.contest, desk.user, desk.access)) if period else []
    if period is None or not cells:
        raise Http404
    closing = Period.objects.get(pk=period.pk).closing_label
    name = f"填报模板-{desk.contest.slug}-{code}.xlsx"
    content = entry_template(f"{desk.contest} {code} 填报", period, closing, cells)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
