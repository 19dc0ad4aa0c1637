"""All rows of the database, taken out once and put back where a test has emptied it; PostgreSQL only."""

import io

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

# Django fills these again by itself when it empties the database.
OWN = {"contenttypes", "auth"}


def _models():
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label not in OWN]


def take_out():
    """Return the rows of every table as COPY writes them, by the table's name."""
    rows = {}
    with connection.cursor() as cursor:
        for model in _models():
            text = io.StringIO()
            cursor.copy_expert(f'COPY "{model._meta.db_table}" TO STDOUT', text)
            if text.getvalue():
                rows[model._meta.db_table] = text.getvalue()
    return rows


def put_back(rows):
    """Write the rows into empty tables, and set the counters of new ones behind them."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, text in rows.items():
            cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.StringIO(text))
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)
