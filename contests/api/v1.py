"""Version 1 of the API: what is published, to read only."""

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI
from pydantic import TypeAdapter

from contests.api.schemas import ContestOut, IssueOut, Problem, ReleaseOut, StandingOut, StandingsOut
from contests.exchange.answers import JSON, answer
from contests.selectors.payloads import Payload
from contests.selectors.public_view import is_lapsed, public_document, version_on
from contests.selectors.published import Archive, Issue, archive_of, archives, document_of, payload_of
from contests.selectors.releases import canonical

api = NinjaAPI(title="竞赛红黑榜", version="1", urls_namespace="api-v1", docs_url=None)

CONTESTS = TypeAdapter(list[ContestOut])
ISSUES = TypeAdapter(list[IssueOut])


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """Return the sentence of the lookup that found nothing."""
    return api.create_response(request, {"detail": str(error)}, status=404)


@api.get("/contests", response=list[ContestOut], summary="全部竞赛")
def contests(request: HttpRequest) -> HttpResponse:
    """Return every contest with its newest issue."""
    shelves = archives()
    return _json(
        request,
        "".join(shelf.version for shelf in shelves),
        ["contests"],
        lambda: CONTESTS.dump_json([_contest(shelf) for shelf in shelves]).decode(),
    )


@api.get("/contests/{slug}", response={200: ContestOut, 404: Problem}, summary="一项竞赛")
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """Return a contest with its newest issue."""
    shelf = _archive(slug)
    return _json(request, shelf.version, ["contest"], lambda: _contest(shelf).model_dump_json())


@api.get("/contests/{slug}/releases", response={200: list[IssueOut], 404: Problem}, summary="各期发布")
def releases(request: HttpRequest, slug: str) -> HttpResponse:
    """Return a contest's issues, the latest first."""
    shelf = _archive(slug)
    return _json(
        request,
        shelf.version,
        ["releases"],
        lambda: ISSUES.dump_json([_issue(issue) for issue in shelf.issues]).decode(),
    )


@api.get("/contests/{slug}/releases/{int:number}", response={200: ReleaseOut, 404: Problem}, summary="一期的全部内容")
def release(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Return an issue with its document as `payload`.

    While `is_whole` is true the text of the payload, as it stands here, has the given SHA-256.
    """
    today = timezone.localdate()
    issue = _archive(slug).issue(number)
    if issue is None:
        raise Http404("没有这一期。")
    return _json(request, version_on(issue, today), ["release"], lambda: _whole(issue, today))


@api.get("/contests/{slug}/standings", response={200: StandingsOut, 404: Problem}, summary="最新一期的名次")
def standings(request: HttpRequest, slug: str, division: str = "", scope: str = "total") -> HttpResponse:
    """Return the standings of the newest issue in one scope, of one division or of all."""
    issue = _archive(slug).newest
    if issue is None:
        raise Http404("尚未发布。")
    return _json(
        request,
        issue.version,
        ["standings", division, scope],
        lambda: _standings(issue, division, scope).model_dump_json(),
    )


def _json(request: HttpRequest, version: str, variant: list[str], render: Callable[[], str]) -> HttpResponse:
    return answer(request, version=version, variant=["api", *variant], render=render, content_type=JSON)


def _archive(slug: str) -> Archive:
    shelf = archive_of(slug)
    if shelf is None:
        raise Http404("没有这项竞赛。")
    return shelf


def _contest(shelf: Archive) -> ContestOut:
    return ContestOut(
        slug=shelf.slug,
        name=shelf.name,
        publisher=shelf.publisher,
        is_sample=shelf.is_sample,
        score_label=shelf.score_label,
        newest=_issue(shelf.newest) if shelf.newest else None,
    )


def _issue(issue: Issue) -> IssueOut:
    return IssueOut(
        number=issue.number,
        name=issue.name,
        is_sample=issue.is_sample,
        score_label=issue.score_label,
        period=issue.period_code,
        period_label=issue.period_label,
        released_at=issue.released_at,
        sha256=issue.sha256,
        corrects=issue.corrects,
        corrected_by=issue.corrected_by,
    )


def _whole(issue: Issue, today: date) -> str:
    """Return the issue with its document put in as text: written anew, it might no longer have its hash."""
    head, is_whole = _issue(issue).model_dump_json(), not is_lapsed(issue, today)
    text = document_of(issue) if is_whole else canonical(public_document(issue, today))
    return f'{head[:-1]},"is_whole":{str(is_whole).lower()},"payload":{text}}}'


def _standings(issue: Issue, division: str, scope: str) -> StandingsOut:
    payload = Payload(payload_of(issue))
    if division and division not in payload.divisions:
        raise Http404("没有这个组别。")
    scopes = {row["scope"] for row in payload.standings.values()}
    if scope not in scopes:
        raise Http404("没有这个范围。")
    rows = [
        StandingOut(
            name=payload.entrants[row["entrant"]][0],
            score=None if row["score"] is None else str(payload.score(row["score"])),
            **{
                name: row[name]
                for name in ("entrant", "division", "scope", "rank", "tied", "not_ranked_reason", "previous_rank")
            },
        )
        for row in payload.standings.values()
        if row["scope"] == scope and row["division"] == (division or row["division"])
    ]
    return StandingsOut(
        number=issue.number,
        period=issue.period_code,
        sha256=issue.sha256,
        is_sample=issue.is_sample,
        standings=rows,
    )
