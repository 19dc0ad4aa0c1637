"""How pages are drawn."""

from pathlib import Path
from typing import Any


def engines(templates: Path) -> list[dict[str, Any]]:
    """Return the setting of the two engines: Django's own, and Jinja for the rows of boards.

    Both find the shapes in `components`, which are written in what the two languages share.
    """
    django = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [templates],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "contests.views.navigation.navigation",
            ],
        },
    }
    jinja = {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [templates / "rows", templates],
        "OPTIONS": {"environment": "contests.templatetags.rows.environment"},
    }
    return [django, jinja]
