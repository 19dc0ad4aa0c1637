"""What the office asks to have recalled."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contests', '0037_recalls'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecallRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='撤回原因')),
                ('requested_at', models.DateTimeField(verbose_name='申请时间')),
                ('decision', models.CharField(choices=[('proposed', '待审批'), ('approved', '已批准'), ('rejected', '未批准')], default='proposed', max_length=10, verbose_name='决定')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='决定时间')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='意见')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recall_requests', to='contests.release', verbose_name='撤回哪一期')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
            ],
            options={
                'verbose_name': '撤回申请',
                'verbose_name_plural': '撤回申请',
                'ordering': ['-requested_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decision', 'proposed')), fields=('release',), name='recall_one_open_request', violation_error_message='这一期的撤回申请还在等待决定'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('requested_by')), _negated=True), _connector='OR'), name='recall_decided_by_another', violation_error_message='申请人不能决定自己提出的撤回'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('decision', 'proposed'), ('note', '')), models.Q(models.Q(('decision', 'proposed'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='recall_decision_is_whole', violation_error_message='决定须有决定人和时间'), models.CheckConstraint(condition=models.Q(models.Q(('decision', 'rejected'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='recall_refusal_has_note', violation_error_message='不同意撤回的，须写明意见')],
            },
        ),
    ]
