"""The triggers once more: SQLite drops them with the tables that it rebuilds, and rules versions have theirs now."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from contests.models.append_only import APPEND_ONLY_LATER, WITH_RULES_VERSIONS, create_statements, drop_statements


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of all tables."""
    vendor = schema_editor.connection.vendor
    for statement in [*drop_statements(vendor), *create_statements(vendor, WITH_RULES_VERSIONS)]:
        schema_editor.execute(statement)


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop those of the rules versions."""
    for statement in drop_statements(schema_editor.connection.vendor, APPEND_ONLY_LATER, {}):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Append-only rows, again."""

    dependencies = [("contests", "0012_appeals")]

    operations = [migrations.RunPython(create, drop)]
