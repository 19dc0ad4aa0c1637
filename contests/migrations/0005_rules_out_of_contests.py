"""What the rules versions have taken over."""

from django.db import migrations


class Migration(migrations.Migration):
    """What the rules versions have taken over."""

    dependencies = [("contests", "0004_first_rules_versions")]

    operations = [
        migrations.RemoveConstraint(
            model_name='criterion',
            name='criterion_weight_not_negative',
        ),
        migrations.RemoveField(
            model_name='contest',
            name='boards',
        ),
        migrations.RemoveField(
            model_name='contest',
            name='bonus_cap',
        ),
        migrations.RemoveField(
            model_name='contest',
            name='ceiling',
        ),
        migrations.RemoveField(
            model_name='contest',
            name='criterion_places',
        ),
        migrations.RemoveField(
            model_name='contest',
            name='deduction_cap',
        ),
        migrations.RemoveField(
            model_name='contest',
            name='floor',
        ),
        migrations.RemoveField(
            model_name='contest',
            name='rank_by',
        ),
        migrations.RemoveField(
            model_name='contest',
            name='rounding',
        ),
        migrations.RemoveField(
            model_name='contest',
            name='score_label',
        ),
        migrations.RemoveField(
            model_name='contest',
            name='total_places',
        ),
        migrations.RemoveField(
            model_name='criterion',
            name='missing',
        ),
        migrations.RemoveField(
            model_name='criterion',
            name='roll_up',
        ),
        migrations.RemoveField(
            model_name='criterion',
            name='weight',
        ),
    ]
