"""Version 1 of the API: what is published, to read; and figures from other systems."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Query
from pydantic import TypeAdapter

from contests.api.docs import docs_page
from contests.api.errors import add_handlers
from contests.api.limits import AddressThrottle
from contests.api.nothing import router as nothing
from contests.api.push import router as push
from contests.api.schemas import ContestOut, Faults, IssueOut, Problem, ReleaseOut, SheetOut, StandingsOut
from contests.api.shapes import contest_out, issue_out, sheet_out, standings_out
from contests.exchange.answers import JSON, XLSX, answer
from contests.exchange.standings_file import write_csv, write_xlsx
from contests.selectors.public_view import is_lapsed, public_document, version_on
from contests.selectors.published import Archive, Issue, archive_of, archives, document_of, payload_of
from contests.selectors.releases import canonical

api = NinjaAPI(
    title="竞赛红黑榜",
    version="1",
    description="已发布的榜单，以及外部系统推送填报数据。得分是文本，与发布的一致；结果带 ETag，未变的得 304。",
    urls_namespace="api-v1",
    docs_url=None,
    throttle=[AddressThrottle("API_PER_MINUTE")],
)
add_handlers(api)
api.add_router("", push)
api.add_router("", nothing)

CONTESTS = TypeAdapter(list[ContestOut])
ISSUES = TypeAdapter(list[IssueOut])
CSV = "text/csv; charset=utf-8"
OTHERS: dict[Any, Any] = {404: Problem, 422: Faults, 429: Problem}
Limit = Annotated[int, Query(ge=1, le=500)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


@api.get("/docs", include_in_schema=False, url_name="docs")
def docs(request: HttpRequest) -> HttpResponse:
    """Show what the interface offers."""
    return docs_page(request, api)


@api.get("/contests", response={200: list[ContestOut], 422: Faults, 429: Problem}, summary="全部竞赛")
def contests(request: HttpRequest, limit: Limit = 100, offset: Offset = 0) -> HttpResponse:
    """Return the contests with their newest issues; X-Total-Count says how many there are."""
    shelves = archives()
    response = _json(
        request,
        "".join(shelf.version for shelf in shelves),
        ["contests", f"{offset}+{limit}"],
        lambda: CONTESTS.dump_json([contest_out(shelf) for shelf in shelves[offset : offset + limit]]).decode(),
    )
    return _counted(response, len(shelves))


@api.get("/contests/{slug}", response={200: ContestOut, **OTHERS}, summary="一项竞赛")
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """Return a contest with its newest issue."""
    shelf = _archive(slug)
    return _json(request, shelf.version, ["contest"], lambda: contest_out(shelf).model_dump_json())


@api.get("/contests/{slug}/releases", response={200: list[IssueOut], **OTHERS}, summary="各期发布")
def releases(request: HttpRequest, slug: str, limit: Limit = 100, offset: Offset = 0) -> HttpResponse:
    """Return a contest's issues, the latest first; X-Total-Count says how many there are."""
    shelf = _archive(slug)
    response = _json(
        request,
        shelf.version,
        ["releases", f"{offset}+{limit}"],
        lambda: ISSUES.dump_json([issue_out(issue) for issue in shelf.issues[offset : offset + limit]]).decode(),
    )
    return _counted(response, len(shelf.issues))


@api.get("/contests/{slug}/releases/{int:number}", response={200: ReleaseOut, **OTHERS}, summary="一期的全部内容")
def release(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Return an issue with its document as `payload`.

    While `is_whole` is true the text of the payload, as it stands here, has the given SHA-256.
    """
    issue, today = _issue(slug, number), timezone.localdate()
    return _json(request, version_on(issue, today), ["release"], lambda: _whole(issue, today), issue)


@api.get("/contests/{slug}/standings", response={200: StandingsOut, **OTHERS}, summary="最新一期的名次")
def standings(
    request: HttpRequest, slug: str, division: str = "", scope: str = "total", limit: Limit = 500, offset: Offset = 0
) -> HttpResponse:
    """Return the standings of the newest issue in one scope, of one division or of all."""
    return _standings(request, _issue(slug, None), division, scope, offset, limit)


@api.get(
    "/contests/{slug}/releases/{int:number}/standings", response={200: StandingsOut, **OTHERS}, summary="一期的名次"
)
def release_standings(
    request: HttpRequest,
    slug: str,
    number: int,
    division: str = "",
    scope: str = "total",
    limit: Limit = 500,
    offset: Offset = 0,
) -> HttpResponse:
    """Return the standings of an issue in one scope, of one division or of all."""
    return _standings(request, _issue(slug, number), division, scope, offset, limit)


def _file_of(kind: str) -> dict[str, Any]:
    """Return how the document describes an answer that is a file."""
    content = {kind.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}}
    return {"responses": {200: {"description": "OK", "content": content}}}


@api.get(
    "/contests/{slug}/releases/{int:number}/standings.csv",
    response=OTHERS,
    openapi_extra=_file_of(CSV),
    summary="一期的名次（CSV）",
)
def standings_csv(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Return all standings of an issue as UTF-8 CSV with a byte order mark."""
    issue = _issue(slug, number)
    return _file(request, issue, "csv", CSV, lambda: write_csv(payload_of(issue)))


@api.get(
    "/contests/{slug}/releases/{int:number}/standings.xlsx",
    response=OTHERS,
    openapi_extra=_file_of(XLSX),
    summary="一期的名次（Excel）",
)
def standings_xlsx(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Return all standings of an issue as a workbook."""
    issue = _issue(slug, number)
    return _file(request, issue, "xlsx", XLSX, lambda: write_xlsx(payload_of(issue)))


@api.get(
    "/contests/{slug}/releases/{int:number}/entrants/{code}",
    response={200: SheetOut, **OTHERS},
    summary="一个参赛单位的得分明细",
    url_name="sheet",
)
def sheet(request: HttpRequest, slug: str, number: int, code: str) -> HttpResponse:
    """Return why an entrant has its place in an issue."""
    issue = _issue(slug, number)
    return _json(request, issue.version, ["sheet", code], lambda: sheet_out(issue, code).model_dump_json())


def _json(
    request: HttpRequest, version: str, variant: list[str], render: Callable[[], str], issue: Issue | None = None
) -> HttpResponse:
    response = answer(request, version=version, variant=["api", *variant], render=render, content_type=JSON)
    if issue and issue.has_black:
        response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


def _file(request: HttpRequest, issue: Issue, end: str, kind: str, render: Callable[[], bytes]) -> HttpResponse:
    response = answer(request, version=issue.sha256, variant=["api", end], render=render, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{issue.contest}-{issue.number}.{end}"'
    return response


def _counted(response: HttpResponse, count: int) -> HttpResponse:
    response.headers["X-Total-Count"] = str(count)
    return response


def _archive(slug: str) -> Archive:
    shelf = archive_of(slug)
    if shelf is None:
        raise Http404("没有这项竞赛。")
    return shelf


def _issue(slug: str, number: int | None) -> Issue:
    shelf = _archive(slug)
    issue = shelf.newest if number is None else shelf.issue(number)
    if issue is None:
        raise Http404("尚未发布。" if number is None else "没有这一期。")
    return issue


def _whole(issue: Issue, today: date) -> str:
    """Return the issue with its document put in as text: written anew, it might no longer have its hash."""
    head, is_whole = issue_out(issue).model_dump_json(), not is_lapsed(issue, today)
    text = document_of(issue) if is_whole else canonical(public_document(issue, today))
    return f'{head[:-1]},"is_whole":{str(is_whole).lower()},"payload":{text}}}'


def _standings(request: HttpRequest, issue: Issue, division: str, scope: str, offset: int, limit: int) -> HttpResponse:
    return _json(
        request,
        issue.version,
        ["standings", division, scope, f"{offset}+{limit}"],
        lambda: standings_out(issue, division, scope, offset, limit).model_dump_json(),
    )
