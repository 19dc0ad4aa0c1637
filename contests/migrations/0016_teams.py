"""Assessment teams."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Assessment teams."""

    dependencies = [("contests", "0015_roles")]

    operations = [
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
            ],
            options={
                'verbose_name': '考核组',
                'verbose_name_plural': '考核组',
                'ordering': ['contest', 'name'],
            },
        ),
        migrations.AddField(
            model_name='team',
            name='contest',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teams', to='contests.contest', verbose_name='竞赛'),
        ),
        migrations.AddField(
            model_name='team',
            name='criteria',
            field=models.ManyToManyField(blank=True, related_name='+', to='contests.criterion', verbose_name='指标'),
        ),
        migrations.AddField(
            model_name='team',
            name='entrants',
            field=models.ManyToManyField(related_name='teams', to='contests.entrant', verbose_name='参赛单位'),
        ),
        migrations.AddField(
            model_name='team',
            name='members',
            field=models.ManyToManyField(related_name='teams', to=settings.AUTH_USER_MODEL, verbose_name='成员'),
        ),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.UniqueConstraint(fields=('contest', 'name'), name='team_name_once', violation_error_message='本竞赛已有这个考核组'),
        ),
    ]
