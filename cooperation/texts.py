"""Texts in several languages: which one a reader gets, and in which order languages stand."""

from django.conf import settings
from django.utils.translation import get_language

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# What a reader gets where a text is missing in the own language: the nearest one first.
NEAREST = {
    "es": ["pt-br", "en", "fr"],
    "en": ["es", "fr", "pt-br"],
    "pt-br": ["es", "en", "fr"],
    "fr": ["en", "es", "pt-br"],
}


def order_for(language=None):
    """The languages of the site, the reader's first, then the nearest ones."""
    language = language or get_language() or LANGUAGES[0]
    language = language if language in NEAREST else LANGUAGES[0]
    return [language, *NEAREST[language]]


def pick(texts, language=None):
    """From {language: text}, the filled text nearest to the reader's language, else ''."""
    return next((texts[code] for code in order_for(language) if texts.get(code)), "")


def html_language(code):
    """The language as HTML and CLDR write it: 'pt-br' -> 'pt-BR'."""
    first, _dash, rest = code.partition("-")
    return f"{first}-{rest.upper()}" if rest else first
