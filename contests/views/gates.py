"""What stands before every private page: signed in, not idle, the second step taken, no password that must go.

A page is private unless its view says `login_not_required`: one that forgets to say anything is closed.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from contests.models import User
from contests.models.audit import calling_from
from contests.services.accounts import needs_second_step, note_sign_out
from contests.views.addresses import client_address

SEEN: Final = "seen_at"
SECOND_STEP: Final = "second_step"
# A session is written at most so often, not with every request.
SECONDS_BETWEEN_NOTES = 60
# The published results, which a library answers by views of its own.
PUBLIC_NAMESPACE = "api-v1"
# Where a person may go who still has to give a code, or to set a password.
FOR_CODE = ("accounts:code", "accounts:second-step", "accounts:begin-second-step")
FOR_PASSWORD = ("accounts:password",)


def begin_session(request: HttpRequest, user: User, now: datetime) -> None:
    """Note in a new session when it was used, and whether it needs a code before anything else."""
    request.session[SEEN] = now.timestamp()
    request.session[SECOND_STEP] = needs_second_step(user, settings.SECOND_STEP_ROLES)


class GateMiddleware:
    """Leads a request for a private page to what has to be done first; keeps private answers out of every cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request; whatever is written to the log meanwhile bears the client's address."""
        address = client_address(request)
        request.client_address = address  # type: ignore[attr-defined]  # for what counts requests by it
        with calling_from(address):
            response = self.get_response(request)
        if getattr(request, "is_private", False) or getattr(request, "axes_locked_out", False):
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Return where the request has to go first, None to let it through."""
        match = request.resolver_match
        assert match is not None
        # Before anything of the session is looked at: a public page is the same for everyone and kept by caches.
        if not getattr(view, "login_required", True) or match.namespace == PUBLIC_NAMESPACE:
            return None
        request.is_private = True  # type: ignore[attr-defined]  # a note from here to __call__
        now = timezone.now()
        user = request.user
        if not isinstance(user, User):
            return _lead(request, _sign_in(request))
        if _is_idle(request, now):
            note_sign_out(user=user, idle=True)
            logout(request)
            return _lead(request, _sign_in(request, idle="1"))
        _note_seen(request, now)
        return None if match.view_name == "logout" else _first(request, user, match.view_name, now)


def is_inside(request: HttpRequest) -> bool:
    """Return whether the gate leads whoever asks nowhere else: what is private may be shown to them, at any address.

    Asks the same as the gate, which does not stand before addresses that there are not, nor before forms turned away.
    """
    user, now = request.user, timezone.now()
    return isinstance(user, User) and not _is_idle(request, now) and _due(request, user, now) is None


def _first(request: HttpRequest, user: User, name: str, now: datetime) -> HttpResponse | None:
    """Return where a person who is signed in has to go first, None for where they are."""
    due = _due(request, user, now)
    if due is None or name in due:
        return None
    return _lead(request, reverse(due[0]))


def _due(request: HttpRequest, user: User, now: datetime) -> tuple[str, ...] | None:
    """Return the pages open to a person who has something to do first, the one to do it on foremost; None when not."""
    # Set by OTPMiddleware.
    if request.session.get(SECOND_STEP) and not user.is_verified():  # type: ignore[attr-defined]
        return FOR_CODE
    return FOR_PASSWORD if _must_change(user, now) else None


def _must_change(user: User, now: datetime) -> bool:
    """Return whether the password is an initial one or has grown too old."""
    if user.must_change_password:
        return True
    age: Any = settings.PASSWORD_MAX_AGE
    return bool(age and user.password_set_at and user.password_set_at + age <= now)


def _is_idle(request: HttpRequest, now: datetime) -> bool:
    """Return whether nothing was asked for too long."""
    seen = request.session.get(SEEN)
    return seen is not None and now.timestamp() - seen > settings.IDLE_TIME.total_seconds()


def _note_seen(request: HttpRequest, now: datetime) -> None:
    """Note that something is asked now, where the last note is not of just before."""
    seen = request.session.get(SEEN)
    if seen is None or now.timestamp() - seen >= SECONDS_BETWEEN_NOTES:
        request.session[SEEN] = now.timestamp()


def _sign_in(request: HttpRequest, **words: str) -> str:
    """Return the address of the sign-in, with the page to come back to."""
    query = QueryDict(mutable=True)
    if back := page_of(request):
        query["next"] = back
    query.update(words)
    address = reverse("login")
    return f"{address}?{query.urlencode(safe='/')}" if query else address


def page_of(request: HttpRequest) -> str:
    """Return the page on which the person is: after signing in a form is not sent a second time."""
    if request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return request.htmx.current_url_abs_path or ""  # type: ignore[attr-defined]
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    referrer = request.headers.get("Referer", "")
    return referrer if url_has_allowed_host_and_scheme(referrer, {request.get_host()}, request.is_secure()) else ""


def _lead(request: HttpRequest, address: str) -> HttpResponse:
    """Return the answer that takes the whole page to an address, also where a part of it was asked for."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(address)
    return redirect(address)
