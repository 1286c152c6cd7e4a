"""The text a client agrees to, with its version; what was shown is kept with each consent."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

VERSION = "2024-1"


@dataclass(frozen=True)
class ConsentText:
    version: str
    language: str
    text: str

    def as_version(self, version):
        """The same text as the version that was shown."""
        return ConsentText(version, self.language, self.text)


def consent_text(language):
    """The current text in `language`. Change VERSION whenever its meaning changes."""
    with translation.override(language):
        text = _(
            "The center keeps your data and those of your business to advise you and to report, "
            "without names, what its work achieves. Only your center and the network's country "
            "office see them. You can read them, correct them or have them erased at any time by "
            "asking your center; being advised does not depend on it."
        )
    return ConsentText(VERSION, language, text)
