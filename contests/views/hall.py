"""The screen in the hall: a page that stays open for months, and the scenes that it asks for again and again."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from contests.exchange.answers import JAVASCRIPT, answer, face
from contests.selectors.hall import hall
from contests.selectors.marks import Ledger, black_marks, ledger_of, ledger_version
from contests.selectors.payloads import Payload
from contests.selectors.public_view import is_lapsed, public_document, version_on, without_names
from contests.selectors.published import Archive, archive_of
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
    today = timezone.localdate()
    ledger = ledger_of(slug) if shelf.newest and not is_lapsed(shelf.newest, today) else ()
    version = _version(shelf, today, ledger)
    address = request.build_absolute_uri(reverse("contest", args=[slug]))
    # The code to be photographed holds the name of the site, so each name of the site has its own bytes.
    return answer(
        request, version=version, variant=[template, address], render=_render(shelf, template, address, today, ledger)
    )


def _version(shelf: Archive, today: date, ledger: Ledger) -> str:
    """Return a hash of what a screen shows: the newest issue, what became of its black list, what was taken back."""
    shown = version_on(shelf.newest, today) if shelf.newest else shelf.version
    taken_back = [issue.recall.version for issue in shelf.issues if issue.recall]
    return hashlib.sha256("\n".join([shown, ledger_version(ledger), *taken_back]).encode()).hexdigest()


def _render(shelf: Archive, template: str, address: str, today: date, ledger: Ledger) -> Callable[[], str]:
    def render() -> str:
        words: dict[str, object] = {"archive": shelf, "issue": shelf.newest, "address": address, "build": face()}
        words |= {"place": address.partition("//")[2], "version": _version(shelf, today, ledger)}
        if shelf.newest is not None:
            payload = Payload(without_names(public_document(shelf.newest, today)))
            words |= {"board": payload, "hall": hall(payload, black_marks(payload, ledger))}
        return render_to_string(template, words)

    return render
