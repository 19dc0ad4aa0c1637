"""The hashes of earlier passwords."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The hashes of earlier passwords."""

    dependencies = [("contests", "0021_password_state")]

    operations = [
        migrations.CreateModel(
            name='EarlierPassword',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='密码（哈希）')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier_passwords', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
            ],
            options={
                'verbose_name': '曾用密码',
                'verbose_name_plural': '曾用密码',
                'ordering': ['-pk'],
            },
        ),
    ]
