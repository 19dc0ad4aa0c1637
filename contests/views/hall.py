"""The screen in the hall: a page that stays open for months, and the scenes that it asks for again and again."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from contests.exchange.answers import JAVASCRIPT, answer, face
from contests.selectors.hall import hall
from contests.selectors.payloads import Payload
from contests.selectors.published import Archive, archive_of, payload_of
from contests.views.device_key import for_known_devices

WORKER = Path(settings.BASE_DIR) / "static" / "js" / "hall-worker.js"


@login_not_required
@require_safe
@for_known_devices
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the newest issue scene by scene."""
    return _answer(request, slug, "hall/screen.html")


@login_not_required
@require_safe
@for_known_devices
def scenes(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the scenes of the newest issue, which a screen that is open puts in the place of its own."""
    return _answer(request, slug, "hall/_board.html")


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Hand out the program by which a screen comes back from the browser's own storage; it rules all of /hall/."""
    response = answer(request, version="", variant=["hall-worker"], render=WORKER.read_bytes, content_type=JAVASCRIPT)
    response.headers["Service-Worker-Allowed"] = request.path.rpartition("/")[0] + "/"
    return response


def _answer(request: HttpRequest, slug: str, template: str) -> HttpResponse:
    shelf = archive_of(slug)
    if shelf is None:
        raise Http404("没有这项竞赛。")
    version = shelf.newest.version if shelf.newest else shelf.version
    address = request.build_absolute_uri(reverse("contest", args=[slug]))
    # The code to be photographed holds the name of the site, so each name of the site has its own bytes.
    return answer(request, version=version, variant=[template, address], render=_render(shelf, template, address))


def _render(shelf: Archive, template: str, address: str) -> Callable[[], str]:
    def render() -> str:
        words: dict[str, object] = {"archive": shelf, "issue": shelf.newest, "address": address, "build": face()}
        words["place"] = address.partition("//")[2]
        if shelf.newest is not None:
            payload = Payload(payload_of(shelf.newest))
            words |= {"board": payload, "hall": hall(payload)}
        return render_to_string(template, words)

    return render
