"""The text a client agrees to: the country's own, else the program's. A consent keeps its version
and language, by which `kept_text` finds again what was read."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from clients.models import ConsentText

VERSION = "2024-1"  # of the program's own text: change it whenever the meaning changes


@dataclass(frozen=True)
class ShownText:
    version: str
    language: str
    text: str

    def as_version(self, version):
        """The same text as the version that was shown."""
        return ShownText(version, self.language, self.text)


def consent_text(language, country=None):
    """The text in force in `language`.

    A country's own text binds in the words it was written in: where it lacks the reader's language,
    the one in the country's language is shown, not the program's.
    """
    if country:
        texts = {row.language: row for row in ConsentText.objects.newest(country)}
        row = texts.get(language) or texts.get(country.language)
        if row:
            return ShownText(row.version, row.language, row.text)
    return ShownText(VERSION, language, _own(language))


def _own(language):
    with translation.override(language):
        return _(
            "The center keeps your data and those of your business to advise you and to report, "
            "without names, what its work achieves. Only your center and the network's country "
            "office see them. You can read them, correct them or have them erased at any time by "
            "asking your center; being advised does not depend on it."
        )


def kept_text(consent):
    """What the client read when agreeing; empty where the version came from elsewhere."""
    kept = ConsentText.objects.filter(
        country=consent.client.country_id, version=consent.text_version, language=consent.language
    )
    row = kept.first()
    if row:
        return row.text
    return _own(consent.language) if consent.text_version == VERSION else ""
