"""Lists of issues across all contests."""

from django.core.cache import cache

from contests.selectors.issues import Issue, issues_in, listed
from contests.selectors.published import POINTER_SECONDS


def latest_issues(count: int) -> tuple[Issue, ...]:
    """Return the latest issues of all contests: one query, none when cached."""
    found: tuple[Issue, ...] | None = cache.get(f"latest:{count}")
    if found is None:
        found = tuple(issues_in(listed().order_by("-released_at", "-pk")[:count]))
        cache.set(f"latest:{count}", found, POINTER_SECONDS)
    return found


def black_slugs() -> tuple[str, ...]:
    """Return the contests that have an issue which tells a black list: one query, none when cached."""
    found: tuple[str, ...] | None = cache.get("black-slugs")
    if found is None:
        found = tuple(sorted({issue.contest for issue in issues_in(listed().order_by()) if issue.tells_black}))
        cache.set("black-slugs", found, POINTER_SECONDS)
    return found
