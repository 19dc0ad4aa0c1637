"""How many working days a contest lets units appeal, and until when they may against each issue."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Windows of appeals; issues from before have none."""

    dependencies = [("contests", "0010_holidays")]

    operations = [
        migrations.AddField(
            model_name='contest',
            name='appeal_days',
            field=models.PositiveSmallIntegerField(default=5, verbose_name='公示期（工作日）'),
        ),
        migrations.AddField(
            model_name='release',
            name='objections_until',
            field=models.DateField(null=True, verbose_name='公示期至'),
        ),
    ]
