"""What happens when a country words anew what its clients agree to."""

from django.db import transaction

from centers.models import Country
from clients.models import ConsentText


@transaction.atomic
def write_consent_text(*, country, texts, by):
    """Stores a new version of the country's text, in force from now on; returns its name.

    `texts`: {language: text}. Consents given before keep the version that was read.
    """
    Country.objects.select_for_update().get(pk=country.pk)  # one new version at a time
    known = ConsentText.objects.filter(country=country).values("version").distinct().count()
    version = f"{country.pk}-{known + 1}"
    ConsentText.objects.bulk_create(
        ConsentText(country=country, version=version, language=language, text=text, written_by=by)
        for language, text in texts.items()
    )
    return version
