"""What a check lets stand, and the bulletin that comes out with the release."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

from contests.models.append_only import APPEND_ONLY, create_statements, drop_statements

CHECKS = {"contests_releasecheck": APPEND_ONLY["contests_releasecheck"]}


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of the checks (and of the runs, which come with any table) anew."""
    vendor = schema_editor.connection.vendor
    for statement in [*drop_statements(vendor, CHECKS), *create_statements(vendor, CHECKS)]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """More of what the office says when it passes a run on; 0035 makes the triggers anew."""

    dependencies = [("contests", "0032_finding_person")]

    operations = [
        # On the way back: SQLite has rebuilt the table without them.
        migrations.RunPython(migrations.RunPython.noop, create),
        migrations.AddField("releasecheck", "left_open", models.TextField("未办结事项", blank=True)),
        migrations.AddField("releasecheck", "reason", models.CharField("照此提请的原因", max_length=200, blank=True)),
        migrations.AddField("releasecheck", "bulletin_prefix", models.CharField("机关代字", max_length=20, blank=True)),
        migrations.AddField(
            "releasecheck", "bulletin_recipients", models.CharField("主送机关", max_length=200, blank=True)
        ),
        migrations.AddField("releasecheck", "bulletin_shows_scores", models.BooleanField("写明得分", default=True)),
        migrations.AddConstraint(
            "releasecheck",
            models.CheckConstraint(
                condition=Q(left_open="") | ~Q(reason=""),
                name="check_reason_where_open",
                violation_error_message="还有未办结的事项，须写明为何照此提请",
            ),
        ),
    ]
