"""What load balancers, containers and `make run` ask: is it alive, and can it serve."""

import logging
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


def ask_database() -> None:
    """Ask the database for one row. Raises DatabaseError when it does not answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_cache() -> None:
    """Write to the cache and read it back. Raises ValueError when it forgot."""
    cache.set("readyz", "1", timeout=10)
    if cache.get("readyz") != "1":
        raise ValueError("缓存没有保存刚写入的值")


PARTS: dict[str, Callable[[], None]] = {"数据库": ask_database, "缓存": ask_cache}


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process serves; it asks nothing of the database, so a restart would help when it fails."""
    return HttpResponse("正常\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when everything a page needs answers, else 503 with the names of what does not."""
    missing = []
    for name, ask in PARTS.items():
        try:
            ask()
        except Exception:
            # Any failure of a part is the same answer here; the log keeps which one it was.
            logger.exception("就绪检查失败：%s", name)
            missing.append(name)
    if missing:
        return HttpResponse(f"不可用：{'、'.join(missing)}\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("就绪\n", content_type="text/plain; charset=utf-8")
