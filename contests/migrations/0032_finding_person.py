"""Whom a finding names, and why that may be public."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two more words of a finding."""

    dependencies = [("contests", "0031_tokens")]

    operations = [
        migrations.AddField("finding", "person", models.CharField("涉及个人", max_length=40, blank=True)),
        migrations.AddField("finding", "person_basis", models.CharField("公开姓名的依据", max_length=120, blank=True)),
    ]
