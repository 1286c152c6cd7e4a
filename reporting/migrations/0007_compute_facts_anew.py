"""The cells got other grains: empty them and mark every client, so that readers compute anew."""

from django.db import migrations


def start_anew(apps, schema_editor):
    for name in ("ServiceCell", "ClaimCell", "Posted", "Mark"):
        apps.get_model("reporting", name).objects.all()._raw_delete(schema_editor.connection.alias)
    Mark = apps.get_model("reporting", "Mark")
    clients = apps.get_model("clients", "Client").objects.order_by("pk")
    Mark.objects.bulk_create(
        (
            Mark(client=client, country=country)
            for client, country in clients.values_list("pk", "country_id").iterator()
        ),
        batch_size=2000,
    )


class Migration(migrations.Migration):
    dependencies = [("reporting", "0006_edition_stories"), ("clients", "0001_initial")]
    operations = [migrations.RunPython(start_anew, migrations.RunPython.noop)]
