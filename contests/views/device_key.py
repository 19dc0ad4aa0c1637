"""Who may open the hall screen where the installation has a device key: who showed it once keeps a signed cookie."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.crypto import constant_time_compare, salted_hmac

View = Callable[[HttpRequest, str], HttpResponse]

COOKIE = "hall"
# The longest that browsers keep a cookie; every look at a screen begins it anew.
COOKIE_SECONDS = 400 * 24 * 60 * 60


def for_known_devices(view: View) -> View:
    """Return the view behind the device key: without it the page is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, slug: str) -> HttpResponse:
        if not settings.HALL_DEVICE_KEY:
            return view(request, slug)
        if constant_time_compare(request.GET.get("key", ""), settings.HALL_DEVICE_KEY):
            return _without_key(request)
        kept = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=COOKIE_SECONDS)
        if not constant_time_compare(kept or "", _mark()):
            raise Http404("没有这个页面。")
        response = view(request, slug)
        # What only known devices may read is nothing for the store of a proxy.
        patch_cache_control(response, private=True)
        _remember(response)
        return response

    return guarded


def _mark() -> str:
    """Return what the cookie holds: another key makes it worthless, and it does not give the key away."""
    return salted_hmac(COOKIE, settings.HALL_DEVICE_KEY, algorithm="sha256").hexdigest()


def _without_key(request: HttpRequest) -> HttpResponse:
    """Lead to the same page without the key in its address, where people could read it."""
    query = request.GET.copy()
    del query["key"]
    response = HttpResponseRedirect(f"{request.path}?{query.urlencode()}" if query else request.path)
    add_never_cache_headers(response)
    _remember(response)
    return response


def _remember(response: HttpResponse) -> None:
    response.set_signed_cookie(
        COOKIE,
        _mark(),
        salt=COOKIE,
        max_age=COOKIE_SECONDS,
        path="/hall/",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
