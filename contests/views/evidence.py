"""Evidence: given out to those who see what it proves; added and removed on the page of a figure."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contests.errors import EvidenceError, ScoreboardError
from contests.exchange.evidence import check_evidence
from contests.forms.evidence import AddEvidenceForm
from contests.models import Evidence, Rating, User
from contests.rules import access_of
from contests.selectors.evidence import evidence_for, evidence_of, sees_rating
from contests.selectors.office import contests_for
from contests.services.evidence import NewFile, add_evidence, record_download, refusal, remove_evidence

# What is given out may do nothing, wherever it is opened.
SEALED = "default-src 'none'; sandbox"


def look(name: str, data: bytes) -> NewFile:
    """Return what a file is. Raises ValidationError for one that is not taken."""
    try:
        checked = check_evidence(name, data, settings.EVIDENCE_MAX_BYTES)
    except EvidenceError as error:
        raise ValidationError(str(error)) from error
    return NewFile(name, data, checked.content_type, checked.thumbnail)


def _found(request: HttpRequest, pk: int) -> tuple[User, Evidence]:
    assert isinstance(request.user, User)
    evidence = evidence_for(request.user, access_of(request.user), pk)
    if evidence is None:
        raise Http404
    return request.user, evidence


@never_cache
@login_required
@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """Give the file out, and log who took it; a picture is shown, everything else is saved."""
    user, evidence = _found(request, pk)
    record_download(evidence=evidence, actor=user)
    return _give(evidence.file, evidence.name, evidence.content_type, saved=not evidence.is_picture)


@never_cache
@login_required
@require_GET
def thumbnail(request: HttpRequest, pk: int) -> FileResponse:
    """Give the picture in small."""
    _, evidence = _found(request, pk)
    if not evidence.thumbnail:
        raise Http404
    return _give(evidence.thumbnail, f"{evidence.pk}.jpg", "image/jpeg", saved=False)


def _give(stored: FieldFile, name: str, content_type: str, *, saved: bool) -> FileResponse:
    try:
        opened = stored.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(opened, as_attachment=saved, filename=name, content_type=content_type)
    response["Content-Security-Policy"] = SEALED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a file that the person added."""
    user, evidence = _found(request, pk)
    try:
        remove_evidence(evidence=evidence, actor=user, now=timezone.now())
        messages.success(request, f"已删除“{evidence.name}”")
    except ScoreboardError as error:
        messages.error(request, str(error))
    return redirect(_page_of(evidence))


def _page_of(evidence: Evidence) -> str:
    """Return the page on which the file is listed."""
    if rating := evidence.rating:
        words = (rating.period.contest.slug, rating.period.code, rating.entrant.code, rating.criterion.code)
        return reverse("entry:evidence", args=words)
    if finding := evidence.finding:
        return reverse("entry:finding", args=[finding.period.contest.slug, finding.pk])
    return reverse("office:home")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def of_rating(request: HttpRequest, slug: str, code: str, entrant: str, criterion: str) -> HttpResponse:
    """Show the evidence of a figure; on POST add to it, all of the files or none."""
    assert isinstance(request.user, User)
    user, access = request.user, access_of(request.user)
    rows = Rating.objects.select_related("period__contest__host", "entrant__department", "criterion")
    of = {"period__code": code, "entrant__code": entrant, "criterion__code": criterion}
    rating = get_object_or_404(rows, period__contest__in=contests_for(access), period__contest__slug=slug, **of)
    if not sees_rating(user, access, rating):
        raise Http404
    now = timezone.now()
    closed = refusal(rating, user, now)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AddEvidenceForm(*posted, look=look)
    if form.is_valid():
        try:
            added = add_evidence(owner=rating, files=form.sent, actor=user, now=now)
            messages.success(request, f"已添加 {len(added)} 份佐证材料")
            return redirect(request.path)
        except ScoreboardError as error:
            form.add_error(None, str(error))
    context: dict[str, Any] = {
        "rating": rating,
        "contest": rating.period.contest,
        "files": evidence_of(rating),
        "closed": closed,
        "removable": closed is None,
        "form": form,
        "most": settings.EVIDENCE_MAX_BYTES // 1024 // 1024,
    }
    return render(request, "entry/evidence.html", context, status=422 if form.errors else 200)
