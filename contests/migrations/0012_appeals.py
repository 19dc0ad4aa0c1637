"""Appeals of units against an issue."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Appeals of units against an issue."""

    dependencies = [("contests", "0011_windows_of_appeals")]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=40, verbose_name='范围')),
                ('scope_name', models.CharField(max_length=60, verbose_name='范围名称')),
                ('claim', models.CharField(max_length=500, verbose_name='申诉内容')),
                ('grounds', models.CharField(max_length=120, verbose_name='依据材料')),
                ('state', models.CharField(choices=[('filed', '已提交'), ('accepted', '已受理'), ('upheld', '成立'), ('rejected', '不成立'), ('withdrawn', '已撤回')], default='filed', max_length=10, verbose_name='状态')),
                ('filed_role', models.CharField(choices=[('reporter', '填报员'), ('reviewer', '审核员'), ('office', '竞赛办'), ('leading_group', '领导小组')], max_length=20, verbose_name='提出角色')),
                ('filed_at', models.DateTimeField(verbose_name='提出时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='裁定时间')),
                ('decision_note', models.CharField(blank=True, max_length=200, verbose_name='裁定意见')),
                ('correction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='settled_appeals', to='contests.release', verbose_name='更正发布')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='裁定人')),
                ('entrant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='contests.entrant', verbose_name='参赛单位')),
                ('filed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='contests.release', verbose_name='对哪一期')),
            ],
            options={
                'verbose_name': '申诉',
                'verbose_name_plural': '申诉',
                'ordering': ['-filed_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['filed', 'accepted'])), fields=('release', 'entrant', 'scope'), name='appeal_one_open', violation_error_message='该单位对这一范围的申诉尚未办结，不能重复提出'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('filed_by')), _negated=True), _connector='OR'), name='appeal_decided_by_another', violation_error_message='提出人不能裁定自己提出的申诉'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['upheld', 'rejected']), ('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decision_note', ''), _negated=True)), models.Q(models.Q(('state__in', ['upheld', 'rejected']), _negated=True), ('decided_at__isnull', True), ('decided_by__isnull', True), ('decision_note', '')), _connector='OR'), name='appeal_decision_is_whole', violation_error_message='裁定须有裁定人、时间和意见'), models.CheckConstraint(condition=models.Q(('correction__isnull', True), ('state', 'upheld'), _connector='OR'), name='appeal_correction_was_upheld', violation_error_message='只有成立的申诉才有更正')],
            },
        ),
    ]
