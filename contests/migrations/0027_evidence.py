"""Evidence: what a file is, where it belongs, its thumbnail."""

import contests.models.storages
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Evidence: what a file is, where it belongs, its thumbnail."""

    dependencies = [("contests", "0026_findings")]

    operations = [
        migrations.AlterModelOptions(
            name='evidence',
            options={'ordering': ['pk'], 'verbose_name': '佐证材料', 'verbose_name_plural': '佐证材料'},
        ),
        migrations.AddField(
            model_name='evidence',
            name='content_type',
            field=models.CharField(default='', max_length=100, verbose_name='类型'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='evidence',
            name='name',
            field=models.CharField(default='', max_length=200, verbose_name='文件名'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='evidence',
            name='rating',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='contests.rating'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='size',
            field=models.PositiveIntegerField(default=0, verbose_name='大小（字节）'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='evidence',
            name='thumbnail',
            field=models.FileField(blank=True, storage=contests.models.storages.evidence_storage, upload_to=contests.models.storages.random_name, verbose_name='缩略图'),
        ),
        migrations.AlterField(
            model_name='evidence',
            name='file',
            field=models.FileField(storage=contests.models.storages.evidence_storage, upload_to=contests.models.storages.random_name, verbose_name='文件'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adjustment__isnull', True), ('finding__isnull', True), ('rating__isnull', False)), models.Q(('adjustment__isnull', True), ('finding__isnull', False), ('rating__isnull', True)), models.Q(('adjustment__isnull', False), ('finding__isnull', True), ('rating__isnull', True)), _connector='OR'), name='evidence_of_one_row', violation_error_message='一份佐证材料只属于一项数据或事项'),
        ),
    ]
