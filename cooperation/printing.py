"""PDFs, without knowing who makes them: the wiring hands over the project's one maker of PDFs."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

_maker = None


def use(maker):
    """`maker(html, made_at=…)` gives the bytes of a PDF; set once when the project starts."""
    global _maker
    _maker = maker


def to_pdf(template, context, *, language=None, country=None, kept=0):
    """Bytes of the PDF of a template, in `language` and on the paper of `country`.

    For `kept` seconds the same words give the file that was made before: a public address must
    not cost seconds of work each time it is opened.
    """
    if _maker is None:
        raise RuntimeError(_("No maker of PDFs was set: see sbdc/apps.py."))
    with translation.override(language or translation.get_language()):
        paper = country.paper if country else "letter"
        context = {
            **context,
            "network_name": settings.NETWORK_NAME,
            "site_url": settings.SITE_URL,
            "styles": _styles(),
            "paper": paper,
        }
        html = render_to_string(template, context)
    if not kept:
        return _maker(html, made_at=timezone.now())
    key = f"pdf:{hashlib.sha256(html.encode()).hexdigest()}"
    return cache.get_or_set(key, lambda: _maker(html, made_at=timezone.now()), kept)


def _styles():
    return (settings.BASE_DIR / "static" / "css" / "cooperation-print.css").read_text()
