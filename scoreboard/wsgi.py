"""The WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scoreboard.settings")

application = get_wsgi_application()

# What is loaded by now stays; to look through it for garbage again and again takes time while people wait.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
