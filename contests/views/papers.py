"""What the office hangs and sends of a release: posters, the notice, and the template it is made from."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from contests.enums import Role
from contests.errors import Fault, FileError, ScoreboardError
from contests.exchange.notice import BUILT_IN, DOCX, check_template, missing_faces, notice_docx, notice_pdf
from contests.exchange.notice.tags import NEEDED, example, tags
from contests.exchange.pdf import PDF
from contests.exchange.poster import PAPERS
from contests.forms.notices import NumberForm, TemplateForm
from contests.models import Notice, Release, User
from contests.rules import access_of
from contests.selectors.notices import NoticeText, notice_text
from contests.selectors.office import contests_run_by
from contests.selectors.papers import suggested, template_of
from contests.services.notices import keep_template, number_notice

READERS = (Role.OFFICE, Role.LEADING_GROUP, Role.LEADER)


@never_cache
@login_required
@require_GET
def papers(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what can be printed of a release."""
    return _page(request, _release(request, slug, number))


@never_cache
@login_required
@require_POST
def number_notice_of(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the notice its number."""
    release = _release(request, slug, number, Role.OFFICE)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _page(request, release, form=form)
    values = dict(form.cleaned_data)
    values |= {"prefix": values.pop("agency"), "shows_scores": values.pop("shown") == "scores"}
    try:
        notice = number_notice(release=release, actor=_person(request), now=timezone.now(), **values)
    except ScoreboardError as error:
        form.add_error("number", str(error))
        return _page(request, release, form=form)
    messages.success(request, f"通报已编为 {notice}")
    return redirect("office:papers", slug, number)


@never_cache
@login_required
@require_GET
def notice_file(request: HttpRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """Hand out the notice, as .docx from the template it was numbered with, or as PDF."""
    release = _release(request, slug, number, *READERS)
    notice = get_object_or_404(Notice.objects.select_related("template"), release=release)
    payload: dict[str, Any] = json.loads(release.payload)
    text = _text(payload, notice)
    if kind == "docx":
        template = bytes(notice.template.content) if notice.template else BUILT_IN.read_bytes()
        content = notice_docx(text, template, payload["released_at"])
    else:
        content = notice_pdf(text)
    return _file(content, DOCX if kind == "docx" else PDF, f"{slug}-{number}-notice.{kind}")


@never_cache
@login_required
@require_GET
def notice_template(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand out the template that the next notice will use."""
    template = template_of(_release(request, slug, number))
    content = bytes(template.content) if template else BUILT_IN.read_bytes()
    return _file(content, DOCX, f"{slug}-notice-template.docx")


@never_cache
@login_required
@require_POST
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
            contest=release.contest, name=file.name, content=content, actor=_person(request), now=timezone.now()
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
) -> HttpResponse:
    notice = Notice.objects.select_related("template").filter(release=release).first()
    corrected_by = Release.objects.filter(corrects=release).values_list("number", flat=True).first()
    context: dict[str, Any] = {
        "release": release,
        "contest": release.contest,
        "period": release.period,
        "corrected_by": corrected_by,
        "papers": PAPERS,
        "site": settings.PUBLIC_URL,
        "notice": notice,
        "template": template_of(release),
        "missing": missing_faces(),
        "tags": list(tags(example())),
        "needed": NEEDED,
        "faults": faults or [],
    }
    if access_of(_person(request)).runs(release.contest):
        context |= {"form": form or NumberForm(initial=_initial(release, notice)), "upload": upload or TemplateForm()}
    return render(request, "office/papers.html", context, status=422 if form or upload else 200)


def _initial(release: Release, notice: Notice | None) -> dict[str, Any]:
    found = notice or suggested(release)
    values = {name: getattr(found, name) for name in ("year", "number", "recipients")}
    return values | {"agency": found.prefix, "shown": "places" if notice and not notice.shows_scores else "scores"}


def _text(payload: dict[str, Any], notice: Notice) -> NoticeText:
    return notice_text(payload, number=str(notice), recipients=notice.recipients, shows_scores=notice.shows_scores)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _release(request: HttpRequest, slug: str, number: int, *roles: Role) -> Release:
    """Return a release of a contest at whose host the person has one of the roles; for others there is none."""
    contests = contests_run_by(access_of(_person(request)), *(roles or READERS))
    release = Release.objects.filter(contest__in=contests, contest__slug=slug, number=number)
    found = release.select_related("contest__host", "period").first()
    if found is None:
        raise Http404
    return found
