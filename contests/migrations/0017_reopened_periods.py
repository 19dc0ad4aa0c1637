"""Periods that are opened again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Periods that are opened again."""

    dependencies = [("contests", "0016_teams")]

    operations = [
        migrations.AddField(
            model_name='period',
            name='reopened_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='重新开放的原因'),
        ),
        migrations.AddField(
            model_name='period',
            name='reopened_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='重新开放至'),
        ),
    ]
