"""Where a person can go from any page behind sign-in."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from contests.models import User
from contests.rules import access_of
from contests.selectors.notices import unread_count
from contests.views.gates import SECONDS_BETWEEN_NOTES


@dataclass(frozen=True, slots=True)
class Place:
    """A link of the navigation, and whether the page that is shown lies there."""

    label: str
    address: str
    here: bool


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the places and the number of unread notices, looked up only where a template shows them; the idle time."""
    return {
        "nav_places": SimpleLazyObject(lambda: _places(request)),
        "unread_notices": SimpleLazyObject(lambda: _unread(request)),
        # A session's note of its last request may be so much older than that request.
        "idle_seconds": int(settings.IDLE_TIME.total_seconds()) - SECONDS_BETWEEN_NOTES,
    }


def _unread(request: HttpRequest) -> int:
    return unread_count(request.user) if isinstance(request.user, User) else 0


def _places(request: HttpRequest) -> list[Place]:
    if not isinstance(request.user, User):
        return []
    access = access_of(request.user)
    offered = {
        "office:home": ("我的工作", access.has_part or not access.administers),
        "leaders:home": ("领导视图", access.leads),
        "office:contests": ("各项竞赛", access.has_part),
        "office:liaisons": ("联系领导", access.keeps_liaisons),
        "office:holidays": ("放假安排", access.keeps_calendar),
        "accounts:list": ("账号", access.keeps_accounts),
        "accounts:rights": ("角色授权", access.grants_rights),
        "audit:log": ("操作日志", access.reads_log),
    }
    return [
        Place(label, address := reverse(name), request.path == address)
        for name, (label, allowed) in offered.items()
        if allowed
    ]
