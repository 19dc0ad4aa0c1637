"""Wiring of the site: settings, addresses, servers. Nothing else imports it."""

from scoreboard.celery import app as celery_app

__all__ = ["celery_app"]
