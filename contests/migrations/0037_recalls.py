"""Releases that take an issue back; then the triggers, which SQLite drops with a rebuilt table."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from contests.models.append_only import APPEND_ONLY, create_statements, drop_statements

RELEASES = {"contests_release": APPEND_ONLY["contests_release"]}


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of the releases (and of the runs, which come with any table) anew."""
    vendor = schema_editor.connection.vendor
    for statement in [*drop_statements(vendor, RELEASES), *create_statements(vendor, RELEASES)]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Recalls."""

    dependencies = [
        ('contests', '0036_liaisons'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, create),
        migrations.AddField(
            model_name='release',
            name='kind',
            field=models.CharField(choices=[('ranking', '发布'), ('recall', '撤回')], default='ranking', max_length=10, verbose_name='类别'),
        ),
        migrations.AlterField(
            model_name='release',
            name='run',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='release', to='contests.rankingrun', verbose_name='计算'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'ranking'), ('run__isnull', False)), models.Q(('corrects__isnull', False), ('kind', 'recall'), ('run__isnull', True)), _connector='OR'), name='release_recall_has_no_run', violation_error_message='发布须有计算结果；撤回没有计算结果，须写明撤回哪一期'),
        ),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
