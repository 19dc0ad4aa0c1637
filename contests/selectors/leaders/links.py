"""Addresses of the leaders' pages."""

from django.urls import reverse


def trends_link(slug: str) -> str:
    """Return where the periods of a contest stand side by side."""
    return reverse("leaders:contest", args=[slug])


def ranking_link(slug: str, code: str) -> str:
    """Return where a period is ranked, released or not."""
    return reverse("leaders:ranking", args=[slug, code])


def sheet_link(slug: str, code: str, entrant: str) -> str:
    """Return where an entrant's score of a period is told with its evidence."""
    return reverse("leaders:sheet", args=[slug, code, entrant])


def periods_link(slug: str) -> str:
    """Return where all periods of a contest stand with what they hold."""
    return reverse("office:contest", args=[slug])
