"""What goes wrong, in the words and the shape that every answer of the API has."""

import math
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from contests.api.schemas import Recalled
from contests.api.words import expected
from contests.selectors.issues import Issue, Recall

READS = ("GET", "HEAD")
UNREADABLE = "请求内容读不懂：应为 UTF-8 编码的 JSON。"


class GoneError(Exception):
    """What was asked for was in an issue that was recalled."""

    def __init__(self, issue: Issue, recall: Recall) -> None:
        """Keep the issue, and how it was taken back."""
        super().__init__(issue.number)
        self.issue = issue
        self.recall = recall


def add_handlers(api: NinjaAPI) -> None:
    """Have an API answer in these words."""

    @api.exception_handler(GoneError)
    def gone(request: HttpRequest, error: GoneError) -> HttpResponse:
        response = api.create_response(request, _recalled(error.issue, error.recall), status=410)
        response.headers["X-Robots-Tag"] = "noindex, noarchive"
        return response

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return api.create_response(request, {"detail": str(error)}, status=404)

    @api.exception_handler(AuthenticationError)
    def not_known(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        response = api.create_response(request, {"detail": "没有令牌，或令牌无效、已过期、已撤销。"}, status=401)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(Throttled)
    def too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
        seconds = math.ceil(error.wait or 0)
        response = api.create_response(request, {"detail": f"请求过于频繁，请 {seconds} 秒后再试。"}, status=429)
        response.headers["Retry-After"] = str(seconds)
        return response

    @api.exception_handler(HttpError)
    def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
        # Ninja says so of a body that is no JSON, and of nothing else here.
        return api.create_response(request, {"detail": UNREADABLE}, status=error.status_code)

    @api.exception_handler(ValidationError)
    def wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
        faults = _faults(error.errors)
        detail = f"共 {len(faults)} 处错误" + ("。" if request.method in READS else "，未保存任何内容。")
        return api.create_response(request, {"detail": detail, "faults": faults}, status=422)


def _recalled(issue: Issue, recall: Recall) -> Recalled:
    what = "本期是撤回，没有名次" if issue.is_recall else "本期已撤回，不再公开"
    return Recalled(
        detail=f"第{issue.number}期：{what}。",
        recalled=recall.recalled,
        recalled_by=recall.number,
        recalled_at=recall.at,
        reason=recall.reason,
        released_again_as=recall.again,
    )


def _faults(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one fault for each place, whatever number of errors it has."""
    places: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for error in errors:
        places.setdefault(_place(error), []).append(error)
    return [
        {"row": row, "field": field, "found": "", "expected": expected(found)} for (row, field), found in places.items()
    ]


def _place(error: dict[str, Any]) -> tuple[int, str]:
    """Return where a request is not of the described shape: the row where it is one of several, and the field."""
    place = [part for part in error["loc"] if part not in ("body", "query", "path", "payload")]
    row = next((part + 1 for part in place if isinstance(part, int)), 0)
    after = place[place.index(row - 1) + 1 :] if row else place
    return row, str(after[0]) if after else ""
