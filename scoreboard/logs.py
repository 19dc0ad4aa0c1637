"""What the processes say: one line each on standard error, for supervisor or the container to keep."""

from typing import Any

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Django's own handlers would print every line a second time.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        # Who signs in is in our own log; here only what went wrong.
        "axes": {"level": "WARNING"},
        # It tells every step of every file.
        "weasyprint.progress": {"level": "WARNING"},
    },
}
