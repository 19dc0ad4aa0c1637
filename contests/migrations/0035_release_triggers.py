"""Verdicts cannot be changed, and neither can checks: SQLite dropped their triggers with the table that it rebuilt."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from contests.models.append_only import ALL_APPEND_ONLY, VERDICTS, create_statements, drop_statements


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of all tables."""
    vendor = schema_editor.connection.vendor
    for statement in [*drop_statements(vendor, ALL_APPEND_ONLY), *create_statements(vendor, ALL_APPEND_ONLY)]:
        schema_editor.execute(statement)


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop those of the verdicts."""
    for statement in drop_statements(schema_editor.connection.vendor, VERDICTS, {}):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Append-only rows, once more."""

    dependencies = [("contests", "0034_verdicts")]

    operations = [migrations.RunPython(create, drop)]
