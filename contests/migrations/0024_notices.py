"""Notices to people, robots of group chats, and what goes out."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Notices to people, robots of group chats, and what goes out."""

    dependencies = [
        ("contests", "0023_password_times"),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticeCursor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.BigIntegerField(verbose_name='日志编号')),
            ],
            options={
                'verbose_name': '通知进度',
                'verbose_name_plural': '通知进度',
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('due_soon', '临近截止'), ('overdue', '逾期未报'), ('nudge', '催报'), ('returned', '退回'), ('approved', '审核通过'), ('waiting', '待审批'), ('released', '发布'), ('appeal', '申诉裁定')], max_length=10, verbose_name='类别')),
                ('key', models.CharField(max_length=120, verbose_name='事由')),
                ('text', models.CharField(max_length=400, verbose_name='内容')),
                ('link', models.CharField(max_length=200, verbose_name='链接')),
                ('created_at', models.DateTimeField(verbose_name='时间')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='已读时间')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='contests.contest', verbose_name='竞赛')),
                ('period', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='contests.period', verbose_name='考评期')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='收件人')),
            ],
            options={
                'verbose_name': '通知',
                'verbose_name_plural': '通知',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Robot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('kind', models.CharField(choices=[('wecom', '企业微信'), ('dingtalk', '钉钉'), ('feishu', '飞书')], max_length=10, verbose_name='平台')),
                ('address', models.CharField(max_length=400, verbose_name='地址')),
                ('secret', models.CharField(blank=True, max_length=200, verbose_name='签名密钥')),
                ('kinds', models.JSONField(default=list, verbose_name='通知类别')),
                ('is_on', models.BooleanField(default=True, verbose_name='启用')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='robots', to='contests.contest', verbose_name='竞赛')),
            ],
            options={
                'verbose_name': '群机器人',
                'verbose_name_plural': '群机器人',
                'ordering': ['contest', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, verbose_name='事由')),
                ('text', models.TextField(verbose_name='内容')),
                ('state', models.CharField(choices=[('waiting', '待发送'), ('sending', '发送中'), ('sent', '已发送'), ('failed', '发送失败'), ('unconfirmed', '未确认')], default='waiting', max_length=12, verbose_name='状态')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='尝试次数')),
                ('created_at', models.DateTimeField(verbose_name='时间')),
                ('due_at', models.DateTimeField(verbose_name='不早于')),
                ('claimed_at', models.DateTimeField(blank=True, null=True, verbose_name='开始发送')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='发送时间')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='错误')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='contests.contest', verbose_name='竞赛')),
                ('notice', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mail', to='contests.notice', verbose_name='通知')),
                ('robot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='contests.robot', verbose_name='群机器人')),
            ],
            options={
                'verbose_name': '外发消息',
                'verbose_name_plural': '外发消息',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('read_at__isnull', True)), fields=['person'], name='notice_unread'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['person', '-created_at'], name='notice_newest'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('person', 'key'), name='notice_once', violation_error_message='同一事由只通知一次'),
        ),
        migrations.AddConstraint(
            model_name='robot',
            constraint=models.UniqueConstraint(fields=('contest', 'name'), name='robot_name_once', violation_error_message='本竞赛已有同名的机器人'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'sending'])), fields=['due_at'], name='delivery_open'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('notice__isnull', False), ('robot__isnull', True)), models.Q(('notice__isnull', True), ('robot__isnull', False)), _connector='OR'), name='delivery_by_one_channel'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('robot', 'key'), name='delivery_once', violation_error_message='同一事由只发送一次'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='delivery_sent_has_time'),
        ),
    ]
