"""Who brought or last changed a problem of the ledger; of those from before it is not known."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Who entered a problem."""

    dependencies = [("contests", "0013_append_only_again")]

    operations = [
        migrations.AddField(
            model_name='problem',
            name='entered_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
    ]
