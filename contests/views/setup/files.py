"""The contest file on pages: taken away, brought in, looked at before it is stored."""

import hashlib
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contests.errors import Fault, FileError
from contests.exchange.contest_file import read_contest_file, write_contest_file
from contests.forms.setup.upload import FileForm, ReadForm
from contests.models.rules_versions import first_day, rules_in
from contests.selectors.contests import with_next_rules
from contests.selectors.setup.words import spec_changes
from contests.services.audit import note_export
from contests.views.forms_at import form_at
from contests.views.setup.desk import Desk, desk_of, is_stale, put

SHOWN_FAULTS = 200
PREVIEW, UPLOAD = "setup/preview.html", "setup/upload.html"


@login_required
@form_at("office:setup", "slug")
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the contest file, and keep who took it."""
    desk = desk_of(request, slug)
    text = write_contest_file(desk.spec)
    name = f"{slug}.yaml"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    note_export(actor=desk.user, subject=slug, details={"file": name, "sha256": sha256})
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a contest file; show every fault of it, else what it would change."""
    desk = desk_of(request, slug)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    context: dict[str, Any] = {"contest": desk.contest, "form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            spec = _read(desk, file.name, file.read())
        except FileError as error:
            context |= told(error)
        else:
            return _preview(request, desk, spec, ReadForm(), 200)
    return render(request, UPLOAD, context, status=422 if "error" in context or form.errors else 200)


def told(error: FileError) -> dict[str, Any]:
    """Return what the page shows of a file's faults."""
    return {"error": error, "faults": error.faults[:SHOWN_FAULTS], "more": max(len(error.faults) - SHOWN_FAULTS, 0)}


def _read(desk: Desk, name: str, data: bytes) -> dict[str, Any]:
    """Return the contest of a file. Raises FileError, also for a file of another contest."""
    spec = read_contest_file(name, data)
    if spec["slug"] != desk.contest.slug:
        raise FileError(name, [Fault("slug", spec["slug"], f"应为 {desk.contest.slug}：这里只导入本竞赛的文件")])
    if not spec["earlier_rules"] and (first := first_day(spec)):
        # A file without earlier rules leaves them as they are.
        spec["earlier_rules"] = with_next_rules(desk.spec, rules_in(spec), first)["earlier_rules"]
    return spec


def _asks(desk: Desk, spec: dict[str, Any]) -> bool:
    """Return whether a file brings rules whose first day is to be asked for: not where it tells every version."""
    told = spec["earlier_rules"] not in ([], desk.spec["earlier_rules"])
    return desk.used and rules_in(spec) != rules_in(desk.spec) and not told


def _preview(request: HttpRequest, desk: Desk, spec: dict[str, Any], form: ReadForm, status: int) -> HttpResponse:
    form.initial["text"] = write_contest_file(spec)
    save = desk.save_form(rules=_asks(desk, spec))
    if save.asks and spec["rules_from"] not in (None, desk.spec["rules_from"]):
        save.initial["rules_from"] = spec["rules_from"]
    context = {
        "desk": desk,
        "contest": desk.contest,
        "form": form,
        "save": save,
        "changes": spec_changes(desk.spec, spec),
    }
    return render(request, PREVIEW, context, status=status)


@never_cache
@login_required
@form_at("office:setup-upload", "slug")
def store(request: HttpRequest, slug: str) -> HttpResponse:
    """Store what was shown of a file, unless the contest was changed since."""
    desk = desk_of(request, slug)
    form = ReadForm(request.POST)
    if not form.is_valid():
        return redirect("office:setup-upload", slug)
    try:
        spec = _read(desk, "竞赛文件", form.cleaned_data["text"].encode())
    except FileError as error:
        context = {"contest": desk.contest, "form": FileForm()} | told(error)
        return render(request, UPLOAD, context, status=422)
    save = desk.save_form(request.POST, rules=_asks(desk, spec))
    if is_stale(desk, request.POST):
        form.add_error(None, "本竞赛刚被他人改动，未保存；以下是与现在的内容相比的改动，请再看一遍")
    elif save.is_valid() and _dated(desk, spec, save) and put(request, desk, spec, form):
        return redirect("office:setup", slug)
    for errors in save.errors.values():
        form.add_error(None, errors)
    return _preview(request, desk, spec, form, 422)


def _dated(desk: Desk, spec: dict[str, Any], save: Any) -> bool:
    """Put the day that was given into the file's rules, where it brings new ones; whether there is one."""
    if not save.asks:
        return True
    day = save.first_day()
    if day is not None:
        following = with_next_rules(desk.spec, rules_in(spec), day)
        spec |= {key: following[key] for key in ("rules_from", "earlier_rules")}
    return day is not None
