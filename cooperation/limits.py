"""A brake on the public forms: so many times an hour from one address."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

MOST, HOUR = 20, 3600


def too_many(request, what):
    """Counts this try; True from the one after the twentieth in an hour."""
    place = f"{settings.SECRET_KEY}:{request.META.get('REMOTE_ADDR', '')}"
    key = f"limit:{what}:{hashlib.sha256(place.encode()).hexdigest()[:24]}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # it ran out between the two lines
        return False


def sentence():
    return _("Too many tries from this connection. Please try again in an hour.")
