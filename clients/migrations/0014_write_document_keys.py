"""Documents already there are found by their letters and digits too."""

from django.db import migrations

BATCH = 2000


def write_keys(apps, schema_editor):
    Client = apps.get_model("clients", "Client")
    clients = Client.objects.exclude(document="").only("document").order_by("pk")
    waiting = []
    for client in clients.iterator(BATCH):
        key = "".join(char for char in client.document if char.isalnum()).casefold()
        client.document_key = key[:40]
        waiting.append(client)
        if len(waiting) == BATCH:
            Client.objects.bulk_update(waiting, ["document_key"])
            waiting = []
    Client.objects.bulk_update(waiting, ["document_key"])


class Migration(migrations.Migration):
    dependencies = [("clients", "0013_find_documents_by_their_key")]
    operations = [migrations.RunPython(write_keys, migrations.RunPython.noop, elidable=True)]
