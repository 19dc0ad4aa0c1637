"""Small files beside the pages: the QR code that leads to one, and what search engines are asked to leave alone."""

import io

import segno
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from contests.exchange.answers import answer
from contests.selectors.issue_lists import black_slugs
from contests.views.shelves import issue_or_404, shelf_or_404

SVG = "image/svg+xml"
TEXT = "text/plain; charset=utf-8"
# What only people with an account use, and the interface of other systems.
CLOSED = ("accounts", "audit", "entry", "leaders", "login", "notices", "office", "review", "api")


@login_not_required
@require_safe
def of_contest(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the QR code of a contest's newest board."""
    return _code(request, reverse("contest", args=[shelf_or_404(slug).slug]))


@login_not_required
@require_safe
def of_release(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Draw the QR code of an issue."""
    issue = issue_or_404(shelf_or_404(slug), number)
    return _code(request, reverse("release", args=[issue.contest, issue.number]))


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to leave alone whatever has, or had, a black list."""
    slugs = black_slugs()

    def render() -> str:
        closed = [f"/{name}/" for name in CLOSED] + [f"/contests/{slug}/" for slug in slugs]
        return "\n".join(["User-agent: *", *(f"Disallow: {path}" for path in closed), ""])

    return answer(request, version=",".join(slugs), variant=["robots"], render=render, content_type=TEXT)


def _code(request: HttpRequest, path: str) -> HttpResponse:
    address = request.build_absolute_uri(path)

    def render() -> bytes:
        file = io.BytesIO()
        segno.make(address, error="m").save(file, kind="svg", scale=4, light="white", title=address)
        return file.getvalue()

    return answer(request, version=address, variant=["code"], render=render, content_type=SVG)
