"""The one application of the product."""

import gc

from django.apps import AppConfig


class ContestsConfig(AppConfig):
    """Contests, from entry to release."""

    name = "contests"
    verbose_name = "竞赛"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the garbage collector pass over what is loaded by now: it lives as long as the process.

        Looking through it again and again took a tenth of the time of a computation.
        """
        gc.freeze()
