"""How failed sign-ins lock an account, and what a good one begins.

Django tells django-axes of every sign-in, and that tells this class: no receiver of ours is needed.
"""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from contests.models import User
from contests.views.gates import begin_session


class LockoutHandler(AxesDatabaseHandler):
    """Few failures lock an account for one address, many from all addresses lock it for every one.

    The second limit is the higher one: with the first alone a crowd of addresses could guess on, and with a low one
    anybody could keep a person out by name.
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Return the failures from this address, or the limit when those from all addresses are too many."""
        pair, account = (
            attempts.aggregate(count=Sum("failures_since_start"))["count"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        limit: int = settings.AXES_FAILURE_LIMIT
        return max(pair, limit) if account >= settings.ACCOUNT_FAILURE_LIMIT else pair

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Forget the failures from this address only: the owner's sign-in must not help who guesses elsewhere."""
        pair, _ = self.filter_user_attempts(request, credentials)
        count: int = pair.delete()[0]
        return count

    def user_logged_in(self, sender: type, request: HttpRequest, user: User, **kwargs: Any) -> None:
        """Begin the session of a person who signed in."""
        super().user_logged_in(sender, request, user, **kwargs)
        begin_session(request, user, timezone.now())
