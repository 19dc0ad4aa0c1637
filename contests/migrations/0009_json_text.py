"""What a run was computed from and how a score came about: text, since no query looks into it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from contests.models.json_text import JSONText

COLUMNS = (("contests_rankingrun", "document"), ("contests_standing", "breakdown"))


def as_text(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Change the type on PostgreSQL. On SQLite it is text already, and a table made anew would lose its triggers."""
    if schema_editor.connection.vendor == "postgresql":
        for table, column in COLUMNS:
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE text")


def as_jsonb(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Change the type back."""
    if schema_editor.connection.vendor == "postgresql":
        for table, column in COLUMNS:
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE jsonb USING {column}::jsonb")


class Migration(migrations.Migration):
    """Text columns for JSON."""

    dependencies = [("contests", "0008_trials")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(as_text, as_jsonb)],
            state_operations=[
                migrations.AlterField("rankingrun", "document", JSONText("规则与输入", null=True)),
                migrations.AlterField("standing", "breakdown", JSONText("得分明细")),
            ],
        )
    ]
