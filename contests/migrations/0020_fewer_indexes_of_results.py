"""Indexes of standings and board entries that nobody reads; then the triggers, which SQLite drops with a rebuilt table."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from contests.models.append_only import APPEND_ONLY, create_statements, drop_statements

RESULTS = {table: APPEND_ONLY[table] for table in ("contests_standing", "contests_boardentry")}


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of both tables and of the runs anew."""
    vendor = schema_editor.connection.vendor
    for statement in [*drop_statements(vendor, RESULTS), *create_statements(vendor, RESULTS)]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Fewer indexes."""

    dependencies = [
        ('contests', '0019_jump_factor'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, create),
        migrations.AlterField(
            model_name='boardentry',
            name='division',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='contests.division', verbose_name='组别'),
        ),
        migrations.AlterField(
            model_name='boardentry',
            name='entrant',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='contests.entrant', verbose_name='参赛单位'),
        ),
        migrations.AlterField(
            model_name='boardentry',
            name='run',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='contests.rankingrun', verbose_name='计算'),
        ),
        migrations.AlterField(
            model_name='standing',
            name='division',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='contests.division', verbose_name='组别'),
        ),
        migrations.AlterField(
            model_name='standing',
            name='entrant',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='contests.entrant', verbose_name='参赛单位'),
        ),
        migrations.AlterField(
            model_name='standing',
            name='run',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='contests.rankingrun', verbose_name='计算'),
        ),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
