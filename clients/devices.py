"""Phones that keep a directory: noted at each contact, revocable from any other device."""

from uuid import UUID

from django.utils import timezone

from clients.models import FieldDevice

HEADER = "X-Device"
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
BROWSERS = ("Edg", "SamsungBrowser", "Firefox", "Chrome", "Safari")
NAMES = {"Edg": "Edge", "SamsungBrowser": "Samsung Internet", "Mac OS": "Mac"}


def _named(request):
    try:
        return UUID(request.headers.get(HEADER, ""))
    except ValueError:
        return None


def is_revoked(request):
    """Whether the phone that asks was revoked by its person."""
    name = _named(request)
    known = FieldDevice.objects.filter(uuid=name).exclude(revoked_at=None)
    return bool(name) and known.exists()


def note(request):
    """Remembers the phone and when it was last seen. A phone changes hands with who signs in."""
    if name := _named(request):
        FieldDevice.objects.update_or_create(
            uuid=name,
            defaults={
                "user": request.user,
                "label": describe(request.headers.get("User-Agent", "")),
                "last_seen_at": timezone.now(),
            },
        )


def describe(agent):
    """'Chrome, Android' from a User-Agent header."""
    found = [next((word for word in words if word in agent), "") for words in (BROWSERS, SYSTEMS)]
    return ", ".join(NAMES.get(word, word) for word in found if word)


def revoke(user, uuid):
    """Ends the directory on `user`'s own device of that name; any other name changes nothing."""
    user.field_devices.filter(uuid=uuid).update(revoked_at=timezone.now())
