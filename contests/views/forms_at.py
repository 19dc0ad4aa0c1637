"""Addresses that a form is sent to: whoever only opens one, by going back or by a bookmark, comes to the form."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

View = Callable[..., HttpResponseBase]


def form_at(page: str, *names: str) -> Callable[[View], View]:
    """Let a view be sent to by POST only, and lead who opens it to the page of its form.

    `names` are the parts of the address that the page has, too. What is in the way of a form is often shown under the
    form's own address: reloading that must not end in an empty page.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def sent_or_led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method in ("GET", "HEAD"):
                return HttpResponseRedirect(reverse(page, kwargs={name: kwargs[name] for name in names}))
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])

        return sent_or_led

    return decorate
