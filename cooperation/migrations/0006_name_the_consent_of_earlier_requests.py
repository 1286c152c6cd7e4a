from django.db import migrations
from django.db.models import F


def name(apps, schema_editor):
    """They read the form's one sentence of then, in the language of the form."""
    asked = apps.get_model("cooperation", "IntakeRequest").objects
    earlier = asked.filter(consent_given=True, consent_version="")
    earlier.update(consent_version="intake-1", consent_language=F("language"))


class Migration(migrations.Migration):

    dependencies = [("cooperation", "0005_keep_the_consent_of_requests_and_removed_documents")]

    operations = [migrations.RunPython(name, migrations.RunPython.noop, elidable=True)]
