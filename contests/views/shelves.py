"""Looking up what a public address names: a contest, one of its issues, the look that was asked for."""

from django.http import Http404, HttpRequest, HttpResponse

from contests.selectors.published import Archive, Issue, archive_of


def shelf_or_404(slug: str) -> Archive:
    """Return a contest's issues. Raises Http404."""
    shelf = archive_of(slug)
    if shelf is None:
        raise Http404("没有这项竞赛。")
    return shelf


def issue_or_404(shelf: Archive, number: int) -> Issue:
    """Return an issue of a contest. Raises Http404."""
    issue = shelf.issue(number)
    if issue is None:
        raise Http404(f"{shelf.name}没有发布过第{number}期。")
    return issue


def wants_text(request: HttpRequest) -> bool:
    """Return whether the page without a style sheet was asked for. Raises Http404 for anything else than 1."""
    asked = request.GET.get("text")
    if asked not in (None, "", "1"):
        raise Http404("文字版的地址以 ?text=1 结尾。")
    return asked == "1"


def unsearchable(response: HttpResponse) -> HttpResponse:
    """Return an answer that no search engine may keep: whoever is on a black list is not to be found by it for ever."""
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response
