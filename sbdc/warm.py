"""What the first visitor of each process would wait for otherwise: addresses, pages, languages."""

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from centers import formats

TEMPLATES = settings.BASE_DIR / "templates"


def warm():
    """Loads all views, compiles all pages, reads the words and numbers of every language.

    Asks no database, so that it may be done before a server divides into processes.
    """
    reverse("healthz")
    for path in sorted(TEMPLATES.rglob("*.html")):
        get_template(str(path.relative_to(TEMPLATES)))
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            formats.money(1)
            formats.month_name(1)
