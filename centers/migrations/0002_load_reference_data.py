from django.db import migrations

from centers import reference


def load(apps, schema_editor):
    reference.load_countries(apps.get_model("centers", "Country"))
    reference.load_rates(apps.get_model("centers", "ExchangeRate"))


class Migration(migrations.Migration):
    dependencies = [("centers", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
