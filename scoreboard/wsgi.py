"""The WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scoreboard.settings")

application = get_wsgi_application()

# Else the first visitor waits until every page is imported.
assert get_resolver().url_patterns
# Loaded once and kept until the process ends: searching it for garbage would make people wait.
gc.collect()
gc.freeze()
