"""How many requests a minute an address may make."""

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

SECONDS = 60


class AddressThrottle(BaseThrottle):
    """Counts the requests of an address in each minute of the clock, in the cache that all processes share.

    It keeps nothing of a request in itself: threads share it. `setting` names what holds the limit.
    """

    def __init__(self, setting: str) -> None:
        """Keep the name of the setting, which is read at every request."""
        self.setting = setting

    def allow_request(self, request: HttpRequest) -> bool:
        """Count a request; return whether it is within the limit."""
        address = getattr(request, "client_address", None)
        key = f"throttle:{self.setting}:{address}:{int(time.time() // SECONDS)}"
        cache.add(key, 0, 2 * SECONDS)
        try:
            return bool(cache.incr(key) <= getattr(settings, self.setting))
        except ValueError:  # the cache was emptied in between
            return True

    def wait(self) -> float:
        """Return the seconds until the next minute begins."""
        return SECONDS - time.time() % SECONDS
