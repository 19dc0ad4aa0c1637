"""Trials: what draft rules, or a computation now, would give."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Trials."""

    dependencies = [("contests", "0007_audit_actions")]

    operations = [
        migrations.CreateModel(
            name='Trial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('rules', '规则试算'), ('recompute', '重算预览')], max_length=10, verbose_name='类别')),
                ('rules', models.JSONField(null=True, verbose_name='规则草案')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='草案 SHA-256')),
                ('state', models.CharField(choices=[('queued', '排队中'), ('running', '计算中'), ('done', '已完成'), ('failed', '失败')], default='queued', max_length=10, verbose_name='状态')),
                ('attempt', models.PositiveIntegerField(default=0, verbose_name='尝试次数')),
                ('claimed_by', models.CharField(blank=True, max_length=60, verbose_name='执行者')),
                ('claimed_at', models.DateTimeField(null=True, verbose_name='开始时间')),
                ('requested_at', models.DateTimeField(verbose_name='发起时间')),
                ('done_at', models.DateTimeField(null=True, verbose_name='完成时间')),
                ('error', models.TextField(blank=True, verbose_name='错误')),
                ('result', models.JSONField(null=True, verbose_name='结果')),
                ('base', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trials', to='contests.rankingrun', verbose_name='对照的计算')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trials', to='contests.period', verbose_name='考评期')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
            ],
            options={
                'verbose_name': '试算',
                'verbose_name_plural': '试算',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'running'])), fields=('base', 'kind', 'digest'), name='trial_one_open_a_draft', violation_error_message='同一草案正在试算'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'rules'), ('rules__isnull', False)), models.Q(('digest', ''), ('kind', 'recompute'), ('rules__isnull', True)), _connector='OR'), name='trial_rules_or_recompute', violation_error_message='规则试算须有草案，重算预览没有草案'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('done_at__isnull', False), ('result__isnull', False)), _connector='OR'), name='trial_done_has_result')],
            },
        ),
    ]
