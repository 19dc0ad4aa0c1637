"""Rules by version; words, parts and sources of ratings; grades, streaks, the ledger."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Rules by version; words, parts and sources of ratings; grades, streaks, the ledger."""

    dependencies = [("contests", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name='Problem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, verbose_name='编号')),
                ('matter', models.CharField(max_length=200, verbose_name='问题')),
                ('assigned_on', models.DateField(verbose_name='交办日期')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='整改期限')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='销号日期')),
                ('document', models.CharField(blank=True, max_length=120, verbose_name='销号依据')),
            ],
            options={
                'verbose_name': '问题',
                'verbose_name_plural': '问题',
                'ordering': ['contest', 'number'],
            },
        ),
        migrations.CreateModel(
            name='RulesVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='版本')),
                ('valid_from', models.DateField(null=True, verbose_name='自何日起')),
                ('rules', models.JSONField(verbose_name='规则')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='制定时间')),
            ],
            options={
                'verbose_name': '规则版本',
                'verbose_name_plural': '规则版本',
                'ordering': ['contest', 'number'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='adjustment',
            name='adjustment_veto_has_effect',
        ),
        migrations.AddField(
            model_name='boardentry',
            name='basis',
            field=models.CharField(blank=True, max_length=2000, verbose_name='依据文件'),
        ),
        migrations.AddField(
            model_name='boardentry',
            name='escalation',
            field=models.CharField(blank=True, max_length=20, verbose_name='后续措施'),
        ),
        migrations.AddField(
            model_name='boardentry',
            name='streak',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='连续上黑榜次数'),
        ),
        migrations.AddField(
            model_name='rating',
            name='approved_role',
            field=models.CharField(blank=True, choices=[('reporter', '填报员'), ('reviewer', '审核员'), ('office', '竞赛办'), ('leading_group', '领导小组')], max_length=20, verbose_name='审核角色'),
        ),
        migrations.AddField(
            model_name='rating',
            name='entered_role',
            field=models.CharField(blank=True, choices=[('reporter', '填报员'), ('reviewer', '审核员'), ('office', '竞赛办'), ('leading_group', '领导小组')], max_length=20, verbose_name='填报角色'),
        ),
        migrations.AddField(
            model_name='rating',
            name='parts',
            field=models.CharField(blank=True, max_length=400, verbose_name='明细'),
        ),
        migrations.AddField(
            model_name='rating',
            name='source',
            field=models.CharField(blank=True, max_length=200, verbose_name='来源'),
        ),
        migrations.AddField(
            model_name='rating',
            name='word',
            field=models.CharField(blank=True, choices=[('', '—'), ('不适用', '不适用'), ('无活动', '无活动')], default='', max_length=10, verbose_name='无数值的说明'),
        ),
        migrations.AddField(
            model_name='ratingversion',
            name='parts',
            field=models.CharField(blank=True, max_length=400, verbose_name='明细'),
        ),
        migrations.AddField(
            model_name='ratingversion',
            name='source',
            field=models.CharField(blank=True, max_length=200, verbose_name='来源'),
        ),
        migrations.AddField(
            model_name='ratingversion',
            name='word',
            field=models.CharField(blank=True, max_length=10, verbose_name='无数值的说明'),
        ),
        migrations.AddField(
            model_name='standing',
            name='grade',
            field=models.CharField(blank=True, max_length=10, verbose_name='等次'),
        ),
        migrations.AlterField(
            model_name='adjustment',
            name='effect',
            field=models.CharField(blank=True, choices=[('', '—'), ('bar_red', '不得进入红榜'), ('bar_top', '不得评为最高等次'), ('bottom', '直接评为最低等次'), ('zero', '总分计零')], default='', max_length=10, verbose_name='否决效力'),
        ),
        migrations.AddConstraint(
            model_name='adjustment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('effect__in', ['bar_red', 'bar_top', 'bottom', 'zero']), ('kind', 'veto')), models.Q(models.Q(('kind', 'veto'), _negated=True), ('effect', '')), _connector='OR'), name='adjustment_veto_has_effect', violation_error_message='一票否决须写明效力'),
        ),
        migrations.AddField(
            model_name='problem',
            name='contest',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='contests.contest', verbose_name='竞赛'),
        ),
        migrations.AddField(
            model_name='problem',
            name='entrant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='problems', to='contests.entrant', verbose_name='责任单位'),
        ),
        migrations.AddField(
            model_name='rulesversion',
            name='contest',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules_versions', to='contests.contest', verbose_name='竞赛'),
        ),
        migrations.AddField(
            model_name='rulesversion',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='制定人'),
        ),
        migrations.AddConstraint(
            model_name='problem',
            constraint=models.UniqueConstraint(fields=('contest', 'number'), name='problem_number_once', violation_error_message='问题编号重复'),
        ),
        migrations.AddConstraint(
            model_name='problem',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('assigned_on')), _connector='OR'), name='problem_closed_after_assigned', violation_error_message='销号日期不能早于交办日期'),
        ),
        migrations.AddConstraint(
            model_name='problem',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('due_on__gte', models.F('assigned_on')), _connector='OR'), name='problem_due_after_assigned', violation_error_message='整改期限不能早于交办日期'),
        ),
        migrations.AddConstraint(
            model_name='rulesversion',
            constraint=models.UniqueConstraint(fields=('contest', 'number'), name='rules_version_once', violation_error_message='规则版本号重复'),
        ),
    ]
