"""The log's actions as a function, so that a new one needs no migration."""

from django.db import migrations, models

import contests.enums


class Migration(migrations.Migration):
    """Actions of the log."""

    dependencies = [("contests", "0006_fewer_indexes")]

    operations = [
        migrations.AlterField(
            model_name="auditevent",
            name="action",
            field=models.CharField(choices=contests.enums.audit_actions, max_length=40, verbose_name="动作"),
        ),
    ]
