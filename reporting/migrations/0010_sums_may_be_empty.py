"""Sums of cells may be empty, and verified claims are kept apart: all facts are computed anew."""

from importlib import import_module

from django.db import migrations, models

leaner = import_module("reporting.migrations.0009_leaner_facts")
SUMS = {
    "servicecell": {
        models.IntegerField: ["served", "long_term", "new_clients", "sessions", "minutes"]
    },
    "claimcell": {
        models.IntegerField: ["records", "exporters", "first_exporters", "starts"],
        models.BigIntegerField: ["quantity", "things", "women", "half_posts", "cents"],
    },
}


def make_anew(apps, schema_editor):
    for name in ("ServiceCell", "ClaimCell", "Posted"):
        schema_editor.delete_model(apps.get_model("reporting", name))
    leaner.create(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0009_leaner_facts")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(model, name, kind(null=True))
                for model, kinds in SUMS.items()
                for kind, names in kinds.items()
                for name in names
            ]
        ),
        migrations.RunPython(make_anew),
        migrations.RunPython(leaner.mark_everybody),
    ]
