"""The one application of the product."""

from django.apps import AppConfig


class ContestsConfig(AppConfig):
    """Contests, from entry to release."""

    name = "contests"
    verbose_name = "竞赛"
    default_auto_field = "django.db.models.BigAutoField"
