"""The first review, by the entrant's own department."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The first review, by the entrant's own department."""

    dependencies = [("contests", "0017_reopened_periods")]

    operations = [
        migrations.AddField(
            model_name='rating',
            name='signed_at',
            field=models.DateTimeField(null=True, verbose_name='单位初审时间'),
        ),
        migrations.AddField(
            model_name='rating',
            name='signed_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='单位初审人'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('entered_by__isnull', True), ('signed_by__isnull', True), models.Q(('entered_by', models.F('signed_by')), _negated=True), _connector='OR'), name='rating_signed_by_another', violation_error_message='填报人不能初审自己填报的数据'),
        ),
    ]
