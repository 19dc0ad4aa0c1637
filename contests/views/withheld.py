"""What the public addresses of an issue say once it was recalled: that it was, when and why; nothing that was in it."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from contests.exchange.answers import answer
from contests.selectors.published import Issue
from contests.views.shelves import unsearchable

GONE = 410


def withheld(request: HttpRequest, issue: Issue, *, text: bool = False, status: int = 200) -> HttpResponse:
    """Return the notice of an issue that was recalled, or of the recall itself; no search engine keeps it."""
    response = answer(
        request,
        version=issue.version,
        variant=["recalled", str(text)],
        render=lambda: render_to_string(f"{'text' if text else 'public'}/recalled.html", {"issue": issue}),
        status=status,
    )
    return unsearchable(response)


def file_withheld(request: HttpRequest, issue: Issue) -> HttpResponse | None:
    """Return the answer in the place of a file of an issue that was recalled, None where there is the file."""
    return withheld(request, issue, status=GONE) if issue.recall else None
