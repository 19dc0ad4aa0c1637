"""RSS: every issue, of all contests or of one. A black list is only counted: readers keep what they once fetched."""

from datetime import datetime
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from contests.exchange.answers import answer
from contests.selectors.issue_lists import latest_issues
from contests.selectors.published import Archive
from contests.selectors.summaries import Announcement, announcements
from contests.views.shelves import shelf_or_404

RSS: Final = "application/rss+xml; charset=utf-8"
SHOWN = 30


class Releases(Feed):
    """The announcements of issues, the latest first; its object is what it is a feed of, None for all."""

    language = "zh-hans"

    def __init__(self, announced: list[Announcement]) -> None:
        """Keep what is announced."""
        super().__init__()
        self.announced = announced

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Archive | None:
        """Return the contest."""
        return kwargs.get("shelf")

    def title(self, shelf: Archive | None) -> str:
        """Return the title of the feed."""
        return f"{shelf.name} 红黑榜" if shelf else "竞赛红黑榜"

    def link(self, shelf: Archive | None) -> str:
        """Return the page that the feed is about."""
        return reverse("contest", args=[shelf.slug]) if shelf else reverse("portal")

    def description(self, shelf: Archive | None) -> str:
        """Return what the feed is about."""
        return f"{shelf.publisher}发布的各期榜单" if shelf else "各项竞赛发布的榜单"

    def items(self, shelf: Archive | None) -> list[Announcement]:
        """Return the issues."""
        return self.announced

    def item_title(self, item: Announcement) -> str:
        """Return contest, number and period."""
        return item.title

    def item_description(self, item: Announcement) -> str:
        """Return who is on the red list, and how many on the black one."""
        return item.text

    def item_link(self, item: Announcement) -> str:
        """Return the address of the issue."""
        return reverse("release", args=[item.issue.contest, item.issue.number])

    def item_pubdate(self, item: Announcement) -> datetime:
        """Return when it was released."""
        return timezone.localtime(item.issue.released_at)


@login_not_required
@require_safe
def of_all(request: HttpRequest) -> HttpResponse:
    """Announce the latest issues of all contests."""
    issues = latest_issues(SHOWN)
    return _feed(request, "".join(issue.version for issue in issues), issues, None)


@login_not_required
@require_safe
def of_contest(request: HttpRequest, slug: str) -> HttpResponse:
    """Announce the latest issues of a contest."""
    shelf = shelf_or_404(slug)
    return _feed(request, shelf.version, shelf.issues[:SHOWN], shelf)


def _feed(request: HttpRequest, version: str, issues: Any, shelf: Archive | None) -> HttpResponse:
    def render() -> bytes:
        feed = Releases(announcements(issues))
        return feed.get_feed(shelf, request).writeString("utf-8").encode()

    # The addresses in it are whole ones: another host, another feed.
    variant = ["feed", shelf.slug if shelf else "", request.scheme or "", request.get_host()]
    return answer(request, version=version, variant=variant, render=render, content_type=RSS)
