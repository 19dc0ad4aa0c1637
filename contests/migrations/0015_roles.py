"""More roles, the department that a person works in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """More roles, the department that a person works in."""

    dependencies = [("contests", "0014_problem_entered_by")]

    operations = [
        migrations.AddField(
            model_name='user',
            name='department',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contests.department', verbose_name='所在单位'),
        ),
        migrations.AlterField(
            model_name='appeal',
            name='filed_role',
            field=models.CharField(choices=[('reporter', '填报员'), ('reviewer', '审核员'), ('assessor', '考核组'), ('office', '竞赛办'), ('leading_group', '领导小组'), ('leader', '领导'), ('auditor', '审计管理员'), ('system_admin', '系统管理员'), ('security_admin', '安全管理员')], max_length=20, verbose_name='提出角色'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('reporter', '填报员'), ('reviewer', '审核员'), ('assessor', '考核组'), ('office', '竞赛办'), ('leading_group', '领导小组'), ('leader', '领导'), ('auditor', '审计管理员'), ('system_admin', '系统管理员'), ('security_admin', '安全管理员')], max_length=20, verbose_name='角色'),
        ),
        migrations.AlterField(
            model_name='rating',
            name='approved_role',
            field=models.CharField(blank=True, choices=[('reporter', '填报员'), ('reviewer', '审核员'), ('assessor', '考核组'), ('office', '竞赛办'), ('leading_group', '领导小组'), ('leader', '领导'), ('auditor', '审计管理员'), ('system_admin', '系统管理员'), ('security_admin', '安全管理员')], max_length=20, verbose_name='审核角色'),
        ),
        migrations.AlterField(
            model_name='rating',
            name='entered_role',
            field=models.CharField(blank=True, choices=[('reporter', '填报员'), ('reviewer', '审核员'), ('assessor', '考核组'), ('office', '竞赛办'), ('leading_group', '领导小组'), ('leader', '领导'), ('auditor', '审计管理员'), ('system_admin', '系统管理员'), ('security_admin', '安全管理员')], max_length=20, verbose_name='填报角色'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('role__in', ('auditor', 'system_admin', 'security_admin'))), fields=('user',), name='membership_one_administrator', violation_error_message='系统管理员、安全管理员、审计管理员不能由同一人担任'),
        ),
    ]
