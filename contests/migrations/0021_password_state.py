"""Passwords that must be changed, and when they were set."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Passwords that must be changed, and when they were set."""

    dependencies = [("contests", "0020_fewer_indexes_of_results")]

    operations = [
        migrations.AddField(
            model_name='user',
            name='must_change_password',
            field=models.BooleanField(default=False, verbose_name='须修改密码'),
        ),
        migrations.AddField(
            model_name='user',
            name='password_set_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='密码设置时间'),
        ),
    ]
