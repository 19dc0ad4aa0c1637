"""Findings that are covert, with their criterion, complainant and adjustments."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Findings that are covert, with their criterion, complainant and adjustments."""

    dependencies = [("contests", "0025_uploads")]

    operations = [
        migrations.CreateModel(
            name='Complainant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=40, verbose_name='举报人')),
                ('contact', models.CharField(blank=True, max_length=100, verbose_name='联系方式')),
            ],
            options={
                'verbose_name': '举报人',
                'verbose_name_plural': '举报人',
            },
        ),
        migrations.AddField(
            model_name='adjustment',
            name='finding',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adjustments', to='contests.finding', verbose_name='事项'),
        ),
        migrations.AddField(
            model_name='finding',
            name='covert',
            field=models.BooleanField(default=False, verbose_name='暗访'),
        ),
        migrations.AddField(
            model_name='finding',
            name='version',
            field=models.PositiveIntegerField(default=1, verbose_name='版本'),
        ),
        migrations.AddField(
            model_name='finding',
            name='criterion',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contests.criterion', verbose_name='指标'),
        ),
        migrations.AddField(
            model_name='complainant',
            name='finding',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='complainant', to='contests.finding', verbose_name='事项'),
        ),
    ]
