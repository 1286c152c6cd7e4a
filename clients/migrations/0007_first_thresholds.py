"""The thresholds every country starts with: US 15 USC 656(a)(3) and ISO IWA 34:2021."""

from datetime import date
from decimal import Decimal

from django.db import migrations

VERSION = "2024-1"


def add_thresholds(apps, schema_editor):
    OwnershipThreshold = apps.get_model("clients", "OwnershipThreshold")
    OwnershipThreshold.objects.get_or_create(
        country=None,
        valid_from=date(2000, 1, 1),
        defaults={
            "version": VERSION,
            "owned": Decimal(51),
            "majority": Decimal(50),
            "led": Decimal(25),
            "source": "US 15 USC 656(a)(3); ISO IWA 34:2021",
        },
    )


def remove_thresholds(apps, schema_editor):
    apps.get_model("clients", "OwnershipThreshold").objects.filter(version=VERSION).delete()


class Migration(migrations.Migration):
    dependencies = [("clients", "0006_restatements_rechecks_thresholds_quality")]
    operations = [migrations.RunPython(add_thresholds, remove_thresholds)]
