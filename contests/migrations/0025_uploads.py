"""Files that were sent in."""

import contests.models.json_text
import contests.models.storages
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Files that were sent in."""

    dependencies = [("contests", "0024_notices")]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ratings', '填报数据'), ('events', '红黑榜事项和加扣分'), ('problems', '问题清单')], max_length=10, verbose_name='内容')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('file', models.FileField(storage=contests.models.storages.upload_storage, upload_to=contests.models.storages.random_name, verbose_name='文件')),
                ('marked', models.FileField(blank=True, storage=contests.models.storages.upload_storage, upload_to=contests.models.storages.random_name, verbose_name='标出错误的文件')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('uploaded_at', models.DateTimeField(verbose_name='上传时间')),
                ('state', models.CharField(choices=[('waiting', '等待检查'), ('checking', '正在检查'), ('faulty', '有错误'), ('ready', '待确认'), ('confirmed', '等待保存'), ('storing', '正在保存'), ('stored', '已保存'), ('failed', '失败')], default='waiting', max_length=10, verbose_name='状态')),
                ('progress', models.PositiveIntegerField(default=0, verbose_name='已检查行数')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='行数')),
                ('attempt', models.PositiveIntegerField(default=0, verbose_name='尝试次数')),
                ('claimed_by', models.CharField(blank=True, max_length=60, verbose_name='执行者')),
                ('claimed_at', models.DateTimeField(null=True, verbose_name='开始时间')),
                ('counts', contests.models.json_text.JSONText(default=dict, verbose_name='行数统计')),
                ('lines', contests.models.json_text.JSONText(default=dict, verbose_name='变动')),
                ('faults', contests.models.json_text.JSONText(default=list, verbose_name='错误')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='预览 SHA-256')),
                ('stale', models.BooleanField(default=False, verbose_name='预览后有变动')),
                ('result', models.CharField(blank=True, max_length=200, verbose_name='结果')),
                ('error', models.TextField(blank=True, verbose_name='失败原因')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='contests.contest', verbose_name='竞赛')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
            ],
            options={
                'verbose_name': '导入',
                'verbose_name_plural': '导入',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['uploaded_at'], name='upload_age')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['ready', 'confirmed', 'storing']), _negated=True), models.Q(('digest', ''), _negated=True), _connector='OR'), name='upload_stored_as_previewed', violation_error_message='须先预览，再保存')],
            },
        ),
    ]
