"""A brake on the public forms: so many times an hour from one address."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

MOST, HOUR = 20, 3600
MOST_MAILS = 3  # to one address in an hour, whoever asks for them


def too_many(request, what):
    """Counts this try; True from the one after the twentieth in an hour."""
    return _count(what, request.META.get("REMOTE_ADDR", "")) > MOST


def mailed_enough(address):
    """Counts a message to this address; True where it has got its three of the hour."""
    return _count("mail", address.strip().lower()) > MOST_MAILS


def _count(what, whose):
    """How often this was counted within the hour; only a keyed digest of `whose` is stored."""
    key = f"{settings.SECRET_KEY}:{whose}".encode()
    key = f"limit:{what}:{hashlib.sha256(key).hexdigest()[:24]}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two lines
        return 1


def sentence():
    return _("Too many tries from this connection. Please try again in an hour.")
