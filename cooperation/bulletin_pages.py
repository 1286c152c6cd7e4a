"""What an issue of the bulletin says in a language: the same for page, PDF and e-mail."""

from django.conf import settings
from django.urls import reverse

from cooperation import addresses
from cooperation.addresses import absolute
from cooperation.texts import LANGUAGES


def context_of(bulletin, language):
    return {
        "bulletin": bulletin,
        "language": language,
        "codes": settings.LANGUAGES,
        "title": bulletin.title(language),
        "introduction": bulletin.introduction(language),
        "items": entries_of(bulletin, language),
        "address": absolute(_page(bulletin, language)),
        "alternates": [(code, absolute(_page(bulletin, code))) for code in LANGUAGES],
    }


def _page(bulletin, language):
    return reverse("cooperation:bulletin-text", args=[bulletin.slug, language])


def entries_of(bulletin, language):
    """[{item, text, url}] of the items that are still public, in the issue's order."""
    entries = []
    for item in bulletin.public_items():
        text = item.text(language)
        url = absolute(addresses.of_text(item, text.language))
        entries.append({"item": item, "text": text, "url": url})
    return entries
