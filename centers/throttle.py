"""A limit on how often something may be asked from one place: for pages without a login."""

from hashlib import sha256

from django.core.cache import cache


def over_limit(name, who, times, seconds):
    """Counts one more try of `who` and says whether it is above `times` within `seconds`."""
    key = f"limit:{name}:{sha256(str(who).encode()).hexdigest()[:32]}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > times
    except ValueError:  # the entry ended between the two calls
        return False


def address_of(request):
    """The caller's address, for counting only; it is stored nowhere but in the counter's hash."""
    return request.META.get("REMOTE_ADDR", "")
