"""Where a person can go from any page behind sign-in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from contests.models import User
from contests.rules import access_of
from contests.selectors.notices import unread_count


@dataclass(frozen=True, slots=True)
class Place:
    """A link of the navigation, and whether the page that is shown lies there."""

    label: str
    address: str
    here: bool


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the places and the number of unread notices for the head of the page, looked up only where shown."""
    return {
        "nav_places": SimpleLazyObject(lambda: _places(request)),
        "unread_notices": SimpleLazyObject(lambda: _unread(request)),
    }


def _unread(request: HttpRequest) -> int:
    return unread_count(request.user) if isinstance(request.user, User) else 0


def _places(request: HttpRequest) -> list[Place]:
    if not isinstance(request.user, User):
        return []
    access = access_of(request.user)
    offered = {
        "office:home": ("我的工作", True),
        "office:contests": ("各项竞赛", access.has_part),
        "office:holidays": ("放假安排", access.keeps_calendar),
    }
    return [
        Place(label, address := reverse(name), request.path == address)
        for name, (label, allowed) in offered.items()
        if allowed
    ]
