"""Version 1 of the API: what is published, to read; and figures from other systems."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query
from pydantic import TypeAdapter

from contests.api.answering import (
    archive_or_404,
    counted,
    issue_answer,
    issue_file,
    issue_or_gone,
    json_answer,
)
from contests.api.docs import docs_page
from contests.api.errors import add_handlers
from contests.api.interface import Interface
from contests.api.limits import AddressThrottle
from contests.api.nothing import router as nothing
from contests.api.parameters import known_only
from contests.api.push import router as push
from contests.api.schemas import ContestOut, Faults, IssueOut, Problem, Recalled, ReleaseOut, SheetOut, StandingsOut
from contests.api.shapes import contest_out, issue_out, sheet_out, standings_out
from contests.exchange.answers import XLSX
from contests.exchange.standings_file import write_csv, write_xlsx
from contests.selectors.public_view import is_whole, public_document
from contests.selectors.published import Issue, archives, document_of
from contests.selectors.releases import canonical

api = Interface(
    title="竞赛红黑榜",
    version="1",
    description="已发布的榜单，以及外部系统推送填报数据。得分是文本，与发布的一致；结果带 ETag，未变的得 304。",
    urls_namespace="api-v1",
    docs_url=None,
    throttle=[AddressThrottle("API_PER_MINUTE")],
)
add_handlers(api)
api.add_decorator(known_only)
api.add_router("", push)
api.add_router("", nothing)

CONTESTS = TypeAdapter(list[ContestOut])
ISSUES = TypeAdapter(list[IssueOut])
CSV = "text/csv; charset=utf-8"
OTHERS: dict[Any, Any] = {404: Problem, 422: Faults, 429: Problem}
OF_ISSUE: dict[Any, Any] = OTHERS | {410: Recalled}
Limit = Annotated[int, Query(ge=1, le=500)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


@api.get("/docs", include_in_schema=False, url_name="docs")
def docs(request: HttpRequest) -> HttpResponse:
    """Show what the interface offers."""
    return docs_page(request, api)


@api.get(
    "/contests",
    response={200: list[ContestOut], 422: Faults, 429: Problem},
    summary="全部竞赛",
    description="列出全部竞赛和各自的最新一期；总数在响应头 X-Total-Count 中。",
)
def contests(request: HttpRequest, limit: Limit = 100, offset: Offset = 0) -> HttpResponse:
    """Return the contests with their newest issues; X-Total-Count says how many there are."""
    shelves = archives()
    response = json_answer(
        request,
        "".join(shelf.version for shelf in shelves),
        ["contests", f"{offset}+{limit}"],
        lambda: CONTESTS.dump_json([contest_out(shelf) for shelf in shelves[offset : offset + limit]]).decode(),
    )
    return counted(response, len(shelves))


@api.get(
    "/contests/{slug}", response={200: ContestOut, **OTHERS}, summary="一项竞赛", description="一项竞赛和它的最新一期。"
)
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """Return a contest with its newest issue."""
    shelf = archive_or_404(slug)
    return json_answer(request, shelf.version, ["contest"], lambda: contest_out(shelf).model_dump_json())


@api.get(
    "/contests/{slug}/releases",
    response={200: list[IssueOut], **OTHERS},
    summary="各期发布",
    description="列出一项竞赛的各期，最近的在前；总数在响应头 X-Total-Count 中。",
)
def releases(request: HttpRequest, slug: str, limit: Limit = 100, offset: Offset = 0) -> HttpResponse:
    """Return a contest's issues, the latest first; X-Total-Count says how many there are."""
    shelf = archive_or_404(slug)
    response = json_answer(
        request,
        shelf.version,
        ["releases", f"{offset}+{limit}"],
        lambda: ISSUES.dump_json([issue_out(issue) for issue in shelf.issues[offset : offset + limit]]).decode(),
    )
    return counted(response, len(shelf.issues))


@api.get(
    "/contests/{slug}/releases/{int:number}",
    response={200: ReleaseOut, **OF_ISSUE},
    summary="一期的全部内容",
    description="一期的信息和发布时冻结的全文（payload）。is_whole 为 true 时，payload 在响应中的原文与 sha256 相符；"
    "黑榜过了公示期，略去黑榜及其事由，is_whole 为 false；更正所引述的原黑榜也是这样。"
    "已撤回的一期不再提供，撤回本身可以取得。",
)
def release(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Return an issue with its document as `payload`; a recall has one, and what it took back no longer.

    While `is_whole` is true the text of the payload, as it stands here, has the given SHA-256.
    """
    issue, today = issue_or_gone(slug, number, recalls=True), timezone.localdate()
    return issue_answer(request, issue, today, ["release"], lambda: _whole(issue, today))


@api.get(
    "/contests/{slug}/standings",
    response={200: StandingsOut, **OTHERS},
    summary="最新一期的名次",
    description="最新一期在一个范围内的名次：scope 为 total（总分）、维度代码或 combined（综合榜）；"
    "不写 division 为全部组别。",
)
def standings(
    request: HttpRequest, slug: str, division: str = "", scope: str = "total", limit: Limit = 500, offset: Offset = 0
) -> HttpResponse:
    """Return the standings of the newest issue in one scope, of one division or of all."""
    return _standings(request, issue_or_gone(slug, None), division, scope, offset, limit)


@api.get(
    "/contests/{slug}/releases/{int:number}/standings",
    response={200: StandingsOut, **OF_ISSUE},
    summary="一期的名次",
    description="一期在一个范围内的名次，参数与最新一期的相同；不写 division 为全部组别。",
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
    return _standings(request, issue_or_gone(slug, number), division, scope, offset, limit)


def _file_of(kind: str) -> dict[str, Any]:
    """Return how the document describes an answer that is a file."""
    content = {kind.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}}
    return {"responses": {200: {"description": "OK", "content": content}}}


@api.get(
    "/contests/{slug}/releases/{int:number}/standings.csv",
    response=OF_ISSUE,
    openapi_extra=_file_of(CSV),
    summary="一期的名次（CSV）",
    description="一期的全部名次，带 BOM 的 UTF-8 CSV。",
)
def standings_csv(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Return all standings of an issue as UTF-8 CSV with a byte order mark."""
    return issue_file(request, issue_or_gone(slug, number), "csv", CSV, write_csv)


@api.get(
    "/contests/{slug}/releases/{int:number}/standings.xlsx",
    response=OF_ISSUE,
    openapi_extra=_file_of(XLSX),
    summary="一期的名次（Excel）",
    description="一期的全部名次，Excel 工作簿。",
)
def standings_xlsx(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Return all standings of an issue as a workbook."""
    return issue_file(request, issue_or_gone(slug, number), "xlsx", XLSX, write_xlsx)


@api.get(
    "/contests/{slug}/releases/{int:number}/entrants/{code}",
    response={200: SheetOut, **OF_ISSUE},
    summary="一个参赛单位的得分明细",
    description="一个参赛单位在一期中的得分和名次是怎样算出来的；黑榜过了公示期，扣分保留，不再写明事由。",
    url_name="sheet",
)
def sheet(request: HttpRequest, slug: str, number: int, code: str) -> HttpResponse:
    """Return why an entrant has its place in an issue."""
    issue, today = issue_or_gone(slug, number), timezone.localdate()
    return issue_answer(request, issue, today, ["sheet", code], lambda: sheet_out(issue, code, today).model_dump_json())


def _whole(issue: Issue, today: date) -> str:
    """Return the issue with its document put in as text: written anew, it might no longer have its hash."""
    head, whole = issue_out(issue).model_dump_json(), is_whole(issue, today)
    text = document_of(issue) if whole else canonical(public_document(issue, today))
    return f'{head[:-1]},"is_whole":{str(whole).lower()},"payload":{text}}}'


def _standings(request: HttpRequest, issue: Issue, division: str, scope: str, offset: int, limit: int) -> HttpResponse:
    today = timezone.localdate()
    return issue_answer(
        request,
        issue,
        today,
        ["standings", division, scope, f"{offset}+{limit}"],
        lambda: standings_out(issue, today, division, scope, offset, limit).model_dump_json(),
    )
