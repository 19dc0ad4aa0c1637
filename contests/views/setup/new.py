"""A new contest of the person's office: from little, like another one, or from its file."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contests.enums import Role
from contests.errors import FileError, ScoreboardError, StaleContestError
from contests.exchange.contest_file import read_contest_file
from contests.exchange.presets import presets
from contests.forms.paths import PathForm
from contests.forms.setup.new import BlankForm, CopyForm
from contests.forms.setup.places import Places, places_for
from contests.forms.setup.upload import FileForm
from contests.models import Contest, Department, User
from contests.rules import Access, access_of
from contests.selectors.contests import contest_spec
from contests.selectors.office import contests_run_by
from contests.selectors.setup import hosts_of
from contests.services.contests import store_contest
from contests.views.setup.desk import checked
from contests.views.setup.files import told

PRESET, CONTEST = "preset:", "contest:"
TAKEN = "这个代码已有竞赛使用，请换一个"


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the three ways to a new contest; on POST go one of them."""
    assert isinstance(request.user, User)
    access = access_of(request.user)
    if not access.to(Role.OFFICE):
        raise Http404
    how = request.POST.get("how", "")
    if request.method == "POST" and how not in ("blank", "copy", "file"):
        raise Http404
    hosts = hosts_of(access)
    copied = _sources(access)
    labels = {"": "（请选择）"} | {key: label for key, (label, _) in copied.items()}
    blank = BlankForm(request.POST if how == "blank" else None, hosts=hosts)
    copy = CopyForm(request.POST if how == "copy" else None, hosts=hosts, sources=labels)
    file = FileForm(request.POST if how == "file" else None, request.FILES if how == "file" else None)
    context: dict[str, Any] = {"blank": blank, "copy": copy, "file": file}
    contest = None
    if how == "blank":
        blank.is_valid()
        contest = _made(request.user, blank, blank.draft(_places(access)))
    elif how == "copy" and copy.is_valid():
        contest = _copied(request, access, copy, copied)
    elif how == "file" and file.is_valid():
        try:
            contest = _stored(request.user, file, read_contest_file(file.cleaned_data["file"].name, _bytes(file)))
        except FileError as error:
            context |= told(error)
    if contest is not None:
        messages.success(request, f"已新建“{contest}”，请接着核对各项设置")
        return redirect("office:setup", contest.slug)
    return render(request, "setup/new.html", context, status=422 if how else 200)


def _bytes(form: FileForm) -> bytes:
    data: bytes = form.cleaned_data["file"].read()
    return data


def _sources(access: Access) -> dict[str, tuple[str, Any]]:
    """Return what may be copied by its key, each with its name: contests of the person's office, and the presets."""
    found: dict[str, tuple[str, Any]] = {}
    for contest in contests_run_by(access, Role.OFFICE):
        found[f"{CONTEST}{contest.slug}"] = (str(contest), contest)
    for preset in presets():
        found[f"{PRESET}{preset.slug}"] = (f"内置：{preset.name}", preset)
    return found


def _places(access: Access) -> Any:
    """Return the look-up of the departments under a host; nothing is under one that is not the person's."""

    def look_up(host: str) -> Places:
        found = Department.objects.filter(code=host).first()
        if found is None or not access.covers(found.path, Role.OFFICE):
            return Places(host, [], ())
        return places_for(found, ())

    return look_up


def _copied(
    request: HttpRequest, access: Access, form: CopyForm, copied: Mapping[str, tuple[str, Any]]
) -> Contest | None:
    key = form.cleaned_data["source"]
    if key not in copied:
        form.add_error("source", "请选择照哪一项竞赛")
        return None
    source = copied[key][1]
    if isinstance(source, Contest):
        spec = contest_spec(source)
    else:
        spec = read_contest_file(source.contest.name, source.contest.read_bytes())
    assert isinstance(request.user, User)
    contest = _made(request.user, form, form.draft(_places(access), spec))
    if contest is not None and form.outside:
        messages.warning(request, f"有 {form.outside} 个参赛单位的责任单位暂为主办单位，请在“参赛单位”中改正")
    return contest


def _made(user: User, form: PathForm, draft: Mapping[str, Any]) -> Contest | None:
    spec = checked(draft, form)
    return None if spec is None else _stored(user, form, spec)


def _stored(user: User, form: PathForm, spec: Mapping[str, Any]) -> Contest | None:
    """Store a contest that must be new; where it cannot be the form says why."""
    try:
        return store_contest(spec=spec, actor=user, seen="")
    except StaleContestError:
        form.add_error("slug" if "slug" in form.fields else None, TAKEN)
    except ScoreboardError as error:
        form.add_error(None, str(error))
    return None
