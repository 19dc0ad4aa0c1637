"""The site with nothing kept of its pages: every request makes its own."""

from scoreboard.settings import *  # noqa: F403  # what it is apart from that

CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
KEPT_SECONDS = 0
