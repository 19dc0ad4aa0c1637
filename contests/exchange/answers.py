"""What was published goes out as frozen bytes: made once, then from the cache, with an ETag."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache as once
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.encoding import force_bytes

# The hash in the key keeps it true for ever; this only bounds the room it takes.
BODY_SECONDS = 60 * 60

# A new issue shows within seconds; a reader waits for nobody, and keeps the newest board while the site is down. What
# was recalled just before that is shown for as long: an hour bridges an upgrade, and can be answered for.
FRESH_SECONDS, STALE_SECONDS, OUTAGE_SECONDS = 2, 10, 60 * 60

HTML = "text/html; charset=utf-8"
JAVASCRIPT = "text/javascript; charset=utf-8"
JSON = "application/json; charset=utf-8"
PYTHON = "text/x-python; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(
    request: HttpRequest,
    *,
    version: str,
    variant: Iterable[str],
    render: Callable[[], str | bytes],
    content_type: str = HTML,
    status: int = 200,
    outlasts: bool = False,
    until: datetime | None = None,
) -> HttpResponse:
    """Return the body made by `render`, or 304. `version` hashes the content, `variant` says which page of it.

    `render` must not look at the request: what it returns is given to everyone. What `outlasts` is shown on while the
    site is down, never beyond `until`. That may be a newest board only, as everyone asks for it: an old copy of what is
    seldom asked for might be of before a recall.
    """
    words = "\n".join((version, *variant, content_type, face()))
    digest = hashlib.sha256(words.encode()).hexdigest()
    body = cache.get(f"body:{digest}")
    if body is None:
        body = force_bytes(render())
        cache.set(f"body:{digest}", body, BODY_SECONDS)
    etag = f'"{digest}"'
    response = HttpResponse(body, content_type=content_type, headers={"ETag": etag}, status=status)
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS, stale_while_revalidate=STALE_SECONDS)
    if outlasts and not request.GET and (seconds := _outage_seconds(until)) > 0:
        patch_cache_control(response, stale_if_error=seconds)
    return get_conditional_response(request, etag=etag, response=response) or response


def _outage_seconds(until: datetime | None) -> int:
    """Return how many seconds an answer may be shown on after it is no longer fresh."""
    if until is None:
        return OUTAGE_SECONDS
    return min(OUTAGE_SECONDS, int((until - timezone.now()).total_seconds()) - FRESH_SECONDS)


def face() -> str:
    """Return the hash of the files that pages are made of: a new version of the program is a new ETag."""
    return _digest() if settings.DEBUG else _digest_once()


def _digest() -> str:
    root = Path(settings.BASE_DIR)
    found = [
        file for folder in ("templates", "static", "contests") for file in (root / folder).rglob("*") if file.is_file()
    ]
    digest = hashlib.sha256()
    for file in sorted(found):
        if file.suffix in (".html", ".css", ".js", ".svg", ".py"):
            digest.update(file.read_bytes())
    return digest.hexdigest()


@once
def _digest_once() -> str:
    return _digest()
