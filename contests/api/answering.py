"""Answers of the API: bytes made once, of what is public of an issue today; and what an address names, or why not."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from contests.api.errors import GoneError
from contests.exchange.answers import JSON, answer
from contests.selectors.public_view import public_document, version_on
from contests.selectors.published import Archive, Issue, archive_of


def json_answer(request: HttpRequest, version: str, variant: list[str], render: Callable[[], str]) -> HttpResponse:
    """Return what changes with `version` only."""
    return answer(request, version=version, variant=["api", *variant], render=render, content_type=JSON)


def issue_answer(
    request: HttpRequest,
    issue: Issue,
    today: date,
    variant: list[str],
    render: Callable[[], str | bytes],
    kind: str = JSON,
) -> HttpResponse:
    """Return what is public of an issue today; no search engine keeps what has a black list."""
    version, variant = version_on(issue, today), ["api", *variant]
    response = answer(request, version=version, variant=variant, render=render, content_type=kind)
    if issue.tells_black:
        response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


def issue_file(
    request: HttpRequest, issue: Issue, end: str, kind: str, write: Callable[[Mapping[str, Any]], bytes]
) -> HttpResponse:
    """Return what `write` makes of the public document, to be stored under a name that ends in `end`."""
    today = timezone.localdate()
    response = issue_answer(request, issue, today, [end], lambda: write(public_document(issue, today)), kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{issue.contest}-{issue.number}.{end}"'
    return response


def counted(response: HttpResponse, count: int) -> HttpResponse:
    """Return an answer that says how many there are."""
    response.headers["X-Total-Count"] = str(count)
    return response


def archive_or_404(slug: str) -> Archive:
    """Return a contest's issues. Raises Http404."""
    shelf = archive_of(slug)
    if shelf is None:
        raise Http404("没有这项竞赛。")
    return shelf


def issue_or_gone(slug: str, number: int | None, *, recalls: bool = False) -> Issue:
    """Return the newest issue, or the one of a number, a recall only with `recalls`.

    Raises Http404; GoneError for an issue that was recalled, and for a recall where there should be a result.
    """
    shelf = archive_or_404(slug)
    issue = shelf.newest if number is None else shelf.issue(number)
    if issue is None:
        raise Http404("尚未发布。" if number is None else "没有这一期。")
    if issue.recall and not (recalls and issue.is_recall):
        raise GoneError(issue, issue.recall)
    return issue
