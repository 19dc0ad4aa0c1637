from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0038_recall_requests"),
    ]

    operations = [
        migrations.AddField(
            model_name="division",
            name="category",
            field=models.CharField(blank=True, default="", max_length=40, verbose_name="类别"),
        ),
    ]
