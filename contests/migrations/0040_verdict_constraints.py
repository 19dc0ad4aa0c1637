"""What a verdict must say; then the triggers, which SQLite drops with a rebuilt table."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

from contests.models.append_only import VERDICTS, create_statements, drop_statements


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of the verdicts (and of the runs, which come with any table) anew."""
    vendor = schema_editor.connection.vendor
    for statement in [*drop_statements(vendor, VERDICTS), *create_statements(vendor, VERDICTS)]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Who gave a verdict, and why."""

    dependencies = [("contests", "0039_division_category")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, create),
        migrations.AddConstraint(
            "verdict",
            models.CheckConstraint(
                condition=Q(kind="stopped", by__isnull=True) | (~Q(kind="stopped") & Q(by__isnull=False)),
                name="verdict_by_person_or_clock",
                violation_error_message="批复须有批复人；定时发布未成的，没有批复人",
            ),
        ),
        migrations.AddConstraint(
            "verdict",
            models.CheckConstraint(
                condition=Q(kind="timed") | ~Q(note=""),
                name="verdict_has_note",
                violation_error_message="退回、撤销和定时发布未成须写明原因",
            ),
        ),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
