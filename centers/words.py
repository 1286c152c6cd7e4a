"""What a country calls centers, advisors and clients: CDE, CDMYPE, CAM, empresarios…

Only words that stand alone are replaced, in navigation, heads and tables: within a sentence an
article or an ending would have to follow the word. The country is the reader's, or the document's.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

GENERAL = {
    "center": _("Center"),
    "centers": _("Centers"),
    "advisor": _("Advisor"),
    "advisors": _("Advisors"),
    "client": _("Client"),
    "clients": _("Clients"),
}
PAIRS = (("center", "centers"), ("advisor", "advisors"), ("client", "clients"))
_own = ContextVar("own_words", default=None)


@contextmanager
def words_of(own):
    """Within the block, these words of a country, {language: {key: word}}; else the general."""
    token = _own.set(own)
    try:
        yield
    finally:
        _own.reset(token)


def word(key):
    """One of GENERAL in the active language: the country's own word where it has one."""
    own = (_own.get() or {}).get(translation.get_language(), {})
    return own.get(key) or str(GENERAL[key])


lazy_word = lazy(word, str)
