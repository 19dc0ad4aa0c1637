"""Finished public answers are given again for a moment: while everyone opens a board at once, few requests make it.

A worker process keeps its own. Only what is marked as public is kept, so nothing that a session, a device or a token
was looked at for; the API is not, because it counts who asks; files are not, because few ask for one at once.
"""

from collections.abc import Callable
from time import monotonic
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from contests.views.gates import PUBLIC_NAMESPACE

NOT_MODIFIED: Final = 304
METHODS: Final = frozenset({"GET", "HEAD"})
# Above either everything kept is let go: whoever tries out addresses takes no more room than this.
MOST, MOST_BYTES = 256, 16 * 1024 * 1024
# A page is smaller; the ranking of 2,000 units as text is not, and is seldom asked for.
LARGEST_BYTES = 256 * 1024

Key = tuple[str | None, ...]


class KeptAnswersMiddleware:
    """Stands before everything else, so that what it gives again has every header already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next in line; nothing of the answers yet."""
        self.get_response = get_response
        self.kept: dict[Key, tuple[float, int, dict[str, str], bytes]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request, from what is kept where that is younger than KEPT_SECONDS."""
        if request.method not in METHODS:
            return self.get_response(request)
        asked = request.META.get
        # What the reader has already is part of the question: the answer 304 is kept as well.
        key = (
            request.method,
            request.scheme,
            asked("HTTP_HOST"),
            asked("SERVER_PORT"),
            request.get_full_path(),
            asked("HTTP_IF_NONE_MATCH"),
        )
        now = monotonic()
        found = self.kept.get(key)
        if found and now < found[0]:
            _, status, headers, body = found
            return HttpResponse(body, status=status, headers=headers)
        response = self.get_response(request)
        if _is_for_everyone(request, response):
            self._make_room(len(response.content))
            until = now + settings.KEPT_SECONDS
            self.kept[key] = (until, response.status_code, dict(response.items()), response.content)
        return response

    def _make_room(self, size: int) -> None:
        """Let everything go where one more answer of this size would be too much. Threads share what is kept."""
        held = list(self.kept.values())
        if len(held) >= MOST or sum(len(body) for *_, body in held) + size > MOST_BYTES:
            self.kept.clear()


def _is_for_everyone(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether the next reader would get the same bytes."""
    match = request.resolver_match
    return (
        match is not None
        and match.namespace != PUBLIC_NAMESPACE
        and not response.streaming
        and _is_page(response)
        and not response.cookies
        and not response.has_header("Vary")
        and "public" in response.headers.get("Cache-Control", "").split(", ")
    )


def _is_page(response: HttpResponse) -> bool:
    """Return whether it is a page that is not too large, or that it has not changed."""
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return response.status_code == NOT_MODIFIED or (is_html and len(response.content) <= LARGEST_BYTES)
