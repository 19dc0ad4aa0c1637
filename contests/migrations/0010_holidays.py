"""Days off, and days worked instead."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Days off, and days worked instead."""

    dependencies = [("contests", "0009_json_text")]

    operations = [
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='日期')),
                ('kind', models.CharField(choices=[('holiday', '放假'), ('workday', '调休上班')], max_length=10, verbose_name='类型')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
            ],
            options={
                'verbose_name': '放假安排',
                'verbose_name_plural': '放假安排',
                'ordering': ['date'],
                'constraints': [models.UniqueConstraint(fields=('date',), name='holiday_once_a_day', violation_error_message='这一天已有安排')],
            },
        ),
    ]
