"""Answers where a request is turned away: no such page, no right to it, a form whose page has grown stale."""

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token

from contests.views.gates import is_inside, page_of

STALE = "本页打开得太久，或者在别的窗口重新登录过，这一次没有保存任何内容。请刷新本页后再试。"


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page; whoever is signed in reads that it may be a matter of rights as well.

    What is public says the same to everyone, whether signed in or not.
    """
    return _turned_away(request, exception, 404)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say the same where a right is missing: nobody learns from it what there is."""
    return _turned_away(request, exception, 403)


@never_cache
@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was not taken, and how to go on; a script gets the sentence alone."""
    if request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return HttpResponseForbidden(STALE, content_type="text/plain; charset=utf-8")
    name = "403_csrf_office.html" if is_inside(request) else "403_csrf.html"
    return render(request, name, {"back": page_of(request)}, status=403)


def _turned_away(request: HttpRequest, exception: Exception | None, status: int) -> HttpResponse:
    words = {"said": _sentence(exception)}
    is_public = request.resolver_match is not None and not getattr(request, "is_private", False)
    if is_public or not is_inside(request):
        return render(request, "404.html", words, status=status)
    response = render(request, "404_office.html", words, status=status)
    add_never_cache_headers(response)
    return response


def _sentence(exception: Exception | None) -> str:
    """Return the view's own sentence; where no address fits, an exception holds all that there are instead."""
    said = exception.args[0] if exception and exception.args else ""
    return said if isinstance(said, str) and "。" in said else ""
