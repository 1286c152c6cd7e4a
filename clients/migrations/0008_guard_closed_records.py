"""Triggers: a record of a closed period changes only while a restatement of it is open."""

from django.db import migrations

from clients.closed_guard import create_guards, drop_guards


class Migration(migrations.Migration):
    dependencies = [("clients", "0007_first_thresholds")]
    operations = [migrations.RunPython(create_guards, drop_guards)]
