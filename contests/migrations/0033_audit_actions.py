"""What the log records of holidays and appeals."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What the log records of holidays and appeals."""

    dependencies = [("contests", "0032_appeals")]

    operations = [
        migrations.AlterField(
            model_name='auditevent',
            name='action',
            field=models.CharField(choices=[('contest.imported', '导入竞赛文件'), ('ratings.imported', '导入填报数据'), ('ratings.approved', '审核通过'), ('ratings.returned', '退回'), ('events.proposed', '提出事项'), ('events.decided', '事项审批'), ('events.withdrawn', '事项撤销'), ('release.checked', '核对'), ('release.approved', '批准发布'), ('member.added', '授予角色'), ('holidays.changed', '放假安排变动'), ('appeal.filed', '提出申诉'), ('appeal.accepted', '受理申诉'), ('appeal.decided', '裁定申诉'), ('appeal.withdrawn', '撤回申诉')], max_length=40, verbose_name='动作'),
        ),
    ]
