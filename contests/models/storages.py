"""Where files that people send in are kept: by settings, under names that say nothing."""

import secrets

from django.core.files.storage import Storage, storages
from django.db import models


def upload_storage() -> Storage:
    """Return the place of files that are to be imported."""
    return storages["uploads"]


def evidence_storage() -> Storage:
    """Return the place of evidence."""
    return storages["evidence"]


def random_name(instance: models.Model, filename: str) -> str:
    """Return a name that tells neither what a file holds nor who sent it, and that nobody guesses."""
    name = secrets.token_hex(20)
    return f"{name[:2]}/{name[2:]}"
