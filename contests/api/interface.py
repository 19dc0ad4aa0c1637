"""The API as its OpenAPI document shows it: whoever reads that reads Chinese."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

STATUSES: Final = {
    200: "成功",
    400: "请求内容读不懂",
    401: "没有令牌，或令牌无效",
    404: "没有所要的内容",
    410: "已撤回",
    422: "请求有误，逐处列出",
    429: "请求过于频繁",
}


WRONG_METHOD: Final = "这个地址不接受 {method}，可用的有：{allowed}。"


class Interface(NinjaAPI):
    """The API; what an answer means is said in Chinese."""

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """Return the addresses; what is asked of one by a method that it has not is refused in the words of the API."""
        patterns, app, namespace = super().urls
        for pattern in patterns:
            assert pattern.callback is not None
            pattern.callback = self._answering(pattern.callback)
        return patterns, app, namespace

    def _answering(self, view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **values: Any) -> HttpResponseBase:
            refusal = view(request, *args, **values)
            # Ninja says so in English, outside of what answers errors.
            return self._wrong_method(request, refusal) if refusal.status_code == 405 else refusal

        return answer

    def _wrong_method(self, request: HttpRequest, refusal: HttpResponseBase) -> HttpResponse:
        allowed = "、".join(sorted(refusal.headers["Allow"].split(", ")))
        said = WRONG_METHOD.format(method=request.method, allowed=allowed)
        response = self.create_response(request, {"detail": said}, status=405)
        response.headers["Allow"] = refusal.headers["Allow"]
        return response

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the OpenAPI document."""
        document = super().get_openapi_schema(**options)
        for methods in document["paths"].values():
            for operation in methods.values():
                for status, said in operation["responses"].items():
                    said["description"] = STATUSES[status]
        return document
