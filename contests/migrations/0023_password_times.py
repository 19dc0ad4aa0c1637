"""Passwords that are there already were set no earlier than their accounts: they grow old from then on."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the day on which the account was made."""
    apps.get_model("contests", "User").objects.update(password_set_at=F("date_joined"))


class Migration(migrations.Migration):
    """When the passwords were set."""

    dependencies = [("contests", "0022_earlier_passwords")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
