"""Which facts a check lets stand; then its triggers, which SQLite drops with a rebuilt table."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from contests.models.append_only import APPEND_ONLY, create_statements, drop_statements
from contests.models.json_text import JSONText

CHECKS = {"contests_releasecheck": APPEND_ONLY["contests_releasecheck"]}


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of the checks (and of the runs, which come with any table) anew."""
    vendor = schema_editor.connection.vendor
    for statement in [*drop_statements(vendor, CHECKS), *create_statements(vendor, CHECKS)]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """A check of before names none, so that what it let stand has to be answered for again."""

    dependencies = [("contests", "0040_verdict_constraints")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, create),
        migrations.AddField("releasecheck", "open_facts", JSONText("未办结事项所指", default=list)),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
