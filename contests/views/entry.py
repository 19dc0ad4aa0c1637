"""Entry by file: a page that takes it, checks every row, and stores all or nothing."""

import hashlib
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contests.errors import FileError, ScoreboardError
from contests.exchange.events_file import read_events
from contests.exchange.judging import Judge
from contests.exchange.problems_file import read_problems
from contests.exchange.ratings_file import read_ratings
from contests.exchange.sheets import FILE_LIMIT
from contests.forms.upload import UploadForm
from contests.models import Contest, User
from contests.rules import access_of
from contests.selectors.entry import entry_guide
from contests.selectors.entry_rights import entry_rights
from contests.selectors.office import contests_for, returned_to
from contests.services.entry import store_ratings
from contests.services.events import propose_events
from contests.services.ledger import store_problems
from contests.views.telling import tell_on_commit

SHOWN_FAULTS = 200


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a file; on faults show them all beside the form, with nothing stored."""
    assert isinstance(request.user, User)
    access = access_of(request.user)
    contest = get_object_or_404(contests_for(access), slug=slug)
    if not access.enters(contest):
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None, office=access.runs(contest))
    returned = list(returned_to(access, contest)[:SHOWN_FAULTS])
    context: dict[str, Any] = {"contest": contest, "form": form, "returned": returned}
    if request.method == "POST" and form.is_valid():
        try:
            said = _take(contest, request.user, _judge(contest, request.user), form.cleaned_data)
        except FileError as error:
            shown = error.faults[:SHOWN_FAULTS]
            context |= {"error": error, "faults": shown, "more": len(error.faults) - len(shown)}
        except ScoreboardError as error:
            messages.error(request, str(error))
            return redirect("entry:upload", slug)
        else:
            tell_on_commit()
            messages.success(request, said)
            return redirect("entry:upload", slug)
    return render(request, "entry/upload.html", context, status=422 if context.get("error") or form.errors else 200)


class Upload(NamedTuple):
    """A file that came in: its name and content, and whether it is only to be looked at."""

    name: str
    data: bytes
    check_only: bool

    @property
    def sha256(self) -> str:
        """Return the hash of the content."""
        return hashlib.sha256(self.data).hexdigest()


def _take(contest: Contest, user: User, judge: Judge, cleaned: dict[str, Any]) -> str:
    """Read and store the file; return what to tell the person. Raises FileError."""
    sent: UploadedFile = cleaned["file"]
    # One byte more than the limit is enough for the reader to refuse it by its size.
    file = Upload(sent.name or "文件", sent.read(FILE_LIMIT + 1), cleaned["check_only"])
    if cleaned["kind"] == "problems":
        said = _take_problems(contest, user, file)
    elif cleaned["kind"] == "events":
        said = _take_events(contest, user, judge, file)
    else:
        said = _take_ratings(contest, user, judge, file)
    return f"{file.name}：{said}"


def _take_ratings(contest: Contest, user: User, judge: Judge, file: Upload) -> str:
    rows = read_ratings(file.name, file.data, entry_guide(contest), judge)
    if file.check_only:
        return f"{len(rows)} 行，没有错误（只检查，未保存）"
    stored = store_ratings(
        contest=contest,
        figures=rows,
        entered_by=user,
        now=timezone.now(),
        source=file.name,
        sha256=file.sha256,
        in_time=True,
    )
    return f"新增 {stored.new} 条，更改 {stored.changed} 条，未变 {stored.unchanged} 条，待审核"


def _take_events(contest: Contest, user: User, judge: Judge, file: Upload) -> str:
    events = read_events(file.name, file.data, entry_guide(contest), judge)
    if file.check_only:
        return "没有错误（只检查，未保存）"
    proposed = propose_events(
        contest=contest, findings=events.findings, adjustments=events.adjustments, proposed_by=user, source=file.name
    )
    return f"新增事项 {proposed.findings} 件，加扣分 {proposed.adjustments} 件，未变 {proposed.unchanged} 件，待审批"


def _take_problems(contest: Contest, user: User, file: Upload) -> str:
    rows = read_problems(file.name, file.data, entry_guide(contest), timezone.localdate())
    if file.check_only:
        return f"{len(rows)} 行，没有错误（只检查，未保存）"
    stored = store_problems(contest=contest, problems=rows, actor=user, source=file.name, sha256=file.sha256)
    return f"新增 {stored.new} 件，更改 {stored.changed} 件，未变 {stored.unchanged} 件"


def _judge(contest: Contest, user: User) -> Judge:
    """Return who may enter what, and until when."""
    rights, now = entry_rights(contest, user), timezone.now()
    return lambda period, entrant, criterion: rights.refusal(period, entrant, criterion, now)
