"""What the leading group did with a checked run short of releasing it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

KINDS = [("declined", "退回"), ("timed", "批准定时发布"), ("withdrawn", "撤销定时发布"), ("stopped", "定时发布未成")]


class Migration(migrations.Migration):
    """A table of verdicts; 0035 gives it its triggers."""

    dependencies = [("contests", "0033_release_check_open")]

    operations = [
        migrations.CreateModel(
            "Verdict",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField("批复", choices=KINDS, max_length=10)),
                ("at", models.DateTimeField("批复时间")),
                ("publish_at", models.DateTimeField("发布时间", null=True)),
                ("note", models.CharField("说明", blank=True, max_length=500)),
                (
                    "by",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL,
                        django.db.models.deletion.PROTECT,
                        null=True,
                        related_name="+",
                        verbose_name="批复人",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        "contests.RankingRun",
                        django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        verbose_name="计算",
                    ),
                ),
            ],
            {
                "verbose_name": "批复",
                "verbose_name_plural": "批复",
                "ordering": ["run", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(kind="timed", publish_at__isnull=False)
                        | (~Q(kind="timed") & Q(publish_at__isnull=True)),
                        name="verdict_timed_has_time",
                        violation_error_message="定时发布须有发布时间",
                    )
                ],
            },
        ),
    ]
