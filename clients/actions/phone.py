"""What a phone sent, read: which client is meant, which day, and whether it is the same again."""

import hashlib
import json
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from centers.dates import zone_of
from centers.models import Center
from centers.roles import Permission
from clients.models import Client, Transfer

ENVELOPE = ("rev", "replaces", "user", "device_time", "clock_offset", "app_version")


def payload_hash(payload):
    """The same for the same content, whenever and from whatever version of the app it is sent."""
    content = {name: payload[name] for name in payload if name not in ENVELOPE}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def held_on(payload, center):
    """The day meant: the one chosen, or for "now" the phone's time set right by its known error."""
    if not payload.get("held_now"):
        return payload.get("held_on")
    return said_at(payload).astimezone(zone_of(center)).date().isoformat()


def said_at(payload):
    """The instant of saving on the phone, its clock set right; now where it cannot be told."""
    now = timezone.now()
    try:
        said = datetime.fromisoformat(payload["device_time"].replace("Z", "+00:00"))
        said += timedelta(seconds=float(payload.get("clock_offset") or 0))
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
        return now
    return now if timezone.is_naive(said) else min(said, now)


def find_client(user, key):
    """(client, how) for the id that a phone knew: "own", "merged", "moved", "erased", or None.

    A client that went to another center is still accepted from whoever advised it: the session
    took place. Anything else out of scope is unknown.
    """
    client = Client.objects.filter(**named(key)).select_related("center__country").first()
    if client is None:
        return None, ""
    how = "merged" if client.merged_into_id else "own"
    client = client.survivor
    mine = Center.objects.where(user, Permission.CLIENT_EDIT)
    if mine.filter(pk=client.center_id).exists():
        return client, "erased" if client.deleted_at else how
    left = Transfer.objects.filter(client=client, from_center__in=mine).exists()
    if left or client.sessions.filter(advisor=user).exists():
        return client, "erased" if client.deleted_at else "moved"
    return None, ""


def named(key):
    """The filter for the id of a client, or for the uuid of one that a phone registered."""
    if isinstance(key, int):
        return {"pk": key}
    try:
        return {"uuid": UUID(key)}
    except (AttributeError, TypeError, ValueError):
        return {"pk": None}
