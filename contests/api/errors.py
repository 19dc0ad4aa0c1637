"""What goes wrong, in the words and the shape that every answer of the API has."""

import math
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, Throttled, ValidationError


def add_handlers(api: NinjaAPI) -> None:
    """Have an API answer in these words."""

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

    @api.exception_handler(ValidationError)
    def wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
        # A value of no kind that fits is told once for each kind.
        faults = list({(one["row"], one["field"]): one for one in map(_fault, error.errors)}.values())
        detail = f"共 {len(faults)} 处错误，未保存任何内容。"
        return api.create_response(request, {"detail": detail, "faults": faults}, status=422)


def _fault(error: dict[str, Any]) -> dict[str, Any]:
    """Return where a request is not of the described shape: the row where it is one of several, and the field."""
    place = [part for part in error["loc"] if part not in ("body", "query", "path", "payload")]
    row = next((part + 1 for part in place if isinstance(part, int)), 0)
    after = place[place.index(row - 1) + 1 :] if row else place
    field = str(after[0]) if after else ""
    return {"row": row, "field": field, "found": "", "expected": f"与接口说明不符：{error['msg']}"}
