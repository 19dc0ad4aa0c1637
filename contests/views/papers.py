"""What the office hangs and sends of a release: posters, the bulletin, and the template it is made from."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from contests.enums import Role
from contests.errors import Fault, FileError, ScoreboardError
from contests.exchange.bulletin import BUILT_IN, DOCX, bulletin_docx, bulletin_pdf, check_template, missing_faces
from contests.exchange.bulletin.tags import NEEDED, example, tags
from contests.exchange.pdf import PDF
from contests.exchange.poster import PAPERS
from contests.forms.bulletins import NumberForm, TemplateForm
from contests.models import Bulletin, Release
from contests.rules import access_of
from contests.selectors.bulletins import BulletinText, bulletin_text
from contests.selectors.office import contests_run_by
from contests.selectors.papers import suggested, template_of
from contests.selectors.recalls import withheld_because
from contests.services.audit import note_export
from contests.services.bulletins import keep_template, number_bulletin
from contests.views.forms_at import form_at
from contests.views.office import signed_in

READERS = (Role.OFFICE, Role.LEADING_GROUP, Role.LEADER)


@never_cache
@login_required
@require_GET
def papers(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what can be printed of a release."""
    return _page(request, _release(request, slug, number))


@never_cache
@login_required
@form_at("office:papers", "slug", "number")
def number_bulletin_of(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the bulletin its number."""
    release = _release(request, slug, number, Role.OFFICE)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _page(request, release, form=form)
    values = dict(form.cleaned_data)
    values |= {"prefix": values.pop("agency"), "shows_scores": values.pop("shown") == "scores"}
    try:
        bulletin = number_bulletin(release=release, actor=signed_in(request), now=timezone.now(), **values)
    except ScoreboardError as error:
        form.add_error("number", str(error))
        return _page(request, release, form=form)
    messages.success(request, f"通报已编为 {bulletin}")
    return redirect("office:papers", slug, number)


@never_cache
@login_required
@require_GET
def bulletin_file(request: HttpRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """Hand out the bulletin, as .docx from the template it was numbered with, or as PDF."""
    release = _release(request, slug, number, *READERS)
    if withheld_because(release):
        return _page(request, release, status=410)
    bulletin = get_object_or_404(Bulletin.objects.select_related("template"), release=release)
    payload: dict[str, Any] = json.loads(release.payload)
    text = _text(payload, bulletin)
    if kind == "docx":
        template = bytes(bulletin.template.content) if bulletin.template else BUILT_IN.read_bytes()
        content = bulletin_docx(text, template, payload["released_at"])
    else:
        content = bulletin_pdf(text)
    details = {"kind": kind, "bulletin": str(bulletin)}
    note_export(actor=signed_in(request), subject=f"{slug} 第{number}期 通报", details=details)
    return _file(content, DOCX if kind == "docx" else PDF, f"{slug}-{number}-notice.{kind}")


@never_cache
@login_required
@require_GET
def bulletin_template(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand out the template that the next bulletin will use."""
    template = template_of(_release(request, slug, number))
    content = bytes(template.content) if template else BUILT_IN.read_bytes()
    return _file(content, DOCX, f"{slug}-notice-template.docx")


@never_cache
@login_required
@form_at("office:papers", "slug", "number")
def upload_template(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Look through a template and keep it."""
    release = _release(request, slug, number, Role.OFFICE)
    form = TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, release, upload=form)
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        check_template(file.name, content)
        keep_template(
            contest=release.contest, name=file.name, content=content, actor=signed_in(request), now=timezone.now()
        )
    except FileError as error:
        return _page(request, release, upload=form, faults=error.faults)
    messages.success(request, "模板已更换，以后编号的通报使用它")
    return redirect("office:papers", slug, number)


def _page(
    request: HttpRequest,
    release: Release,
    *,
    form: NumberForm | None = None,
    upload: TemplateForm | None = None,
    faults: list[Fault] | None = None,
    status: int = 200,
) -> HttpResponse:
    bulletin = Bulletin.objects.select_related("template").filter(release=release).first()
    corrected_by = Release.objects.filter(corrects=release).values_list("number", flat=True).first()
    context: dict[str, Any] = {
        "release": release,
        "contest": release.contest,
        "period": release.period,
        "corrected_by": corrected_by,
        "withheld": withheld_because(release),
        "papers": PAPERS,
        "site": settings.PUBLIC_URL,
        "bulletin": bulletin,
        "template": template_of(release),
        "missing": missing_faces(),
        "tags": list(tags(example())),
        "needed": NEEDED,
        "faults": faults or [],
    }
    if access_of(signed_in(request)).runs(release.contest):
        context |= {"form": form or NumberForm(initial=_initial(release, bulletin)), "upload": upload or TemplateForm()}
    return render(request, "office/papers.html", context, status=422 if form or upload else status)


def _initial(release: Release, bulletin: Bulletin | None) -> dict[str, Any]:
    found = bulletin or suggested(release)
    values = {name: getattr(found, name) for name in ("year", "number", "recipients")}
    return values | {"agency": found.prefix, "shown": "places" if bulletin and not bulletin.shows_scores else "scores"}


def _text(payload: dict[str, Any], bulletin: Bulletin) -> BulletinText:
    return bulletin_text(
        payload, number=str(bulletin), recipients=bulletin.recipients, shows_scores=bulletin.shows_scores
    )


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _release(request: HttpRequest, slug: str, number: int, *roles: Role) -> Release:
    """Return a release of a contest at whose host the person has one of the roles; for others there is none."""
    contests = contests_run_by(access_of(signed_in(request)), *(roles or READERS))
    release = Release.objects.filter(contest__in=contests, contest__slug=slug, number=number)
    found = release.select_related("contest__host", "period").first()
    if found is None:
        raise Http404
    return found
