"""Addresses that pages and notices both point to, each written in one place."""

from collections.abc import Callable

from django.urls import reverse

from contests.models import Appeal, Release


def entry_link(slug: str, code: str) -> str:
    """Return where the figures of a period are entered."""
    return reverse("entry:grid", args=[slug, code])


def review_link(slug: str, code: str) -> str:
    """Return where the figures and events of a period are approved, and a unit's own reviewer signs its figures."""
    return reverse("review:queue", args=[slug, code])


def release_desk_link(slug: str, code: str) -> str:
    """Return where a period is computed, checked and approved."""
    return reverse("office:period", args=[slug, code])


def finding_link(slug: str, pk: int) -> str:
    """Return where an event stands with its evidence."""
    return reverse("entry:finding", args=[slug, pk])


def findings_link(slug: str) -> str:
    """Return where the events of a contest are listed."""
    return reverse("entry:findings", args=[slug])


def recall_link(slug: str, number: int) -> str:
    """Return where an issue is recalled: asked for and decided."""
    return reverse("office:recall", args=[slug, number])


def unreported_link(slug: str, code: str) -> str:
    """Return where the office sees what a period still lacks."""
    return reverse("office:unreported", args=[slug, code])


def hearing_link(slug: str, appeal: Appeal) -> str:
    """Return where an appeal is decided."""
    return reverse("review:appeal", args=[slug, appeal.pk])


def own_appeals_link(slug: str) -> str:
    """Return where a unit sees its own appeals."""
    return reverse("entry:appeals", args=[slug])


def issue_link(slug: str, release: Release) -> str:
    """Return where everyone reads an issue."""
    return reverse("release", args=[slug, release.number])


def sheet_link(slug: str, number: int, code: str) -> str:
    """Return where everyone reads an entrant's score sheet in an issue."""
    return reverse("sheet", args=[slug, number, code])


def links_by_code(link: Callable[[str], str]) -> Callable[[str], str]:
    """Return what gives the same addresses from one look-up; the code has to stand between two slashes in them.

    To look up the address of each row takes longer than to draw the row.
    """
    before, _, after = link("-").rpartition("/-/")
    return lambda code: f"{before}/{code}/{after}"
