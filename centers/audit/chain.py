"""Sealing entries into a chain of hashes, and checking that nothing of it was changed."""

import hashlib

from django.db import connection, transaction

from centers.audit.watched import TRAIL
from centers.models import AuditEntry, AuditSeal

BATCH = 50_000  # entries of one seal


def _digest(previous, entries):
    """(hash, how many) of entries in the order of their ids, chained to the seal before."""
    digest, count = hashlib.sha256(previous.encode()), 0
    for values in entries.values_list(*AuditEntry.SEALED).iterator(chunk_size=5000):
        line = "\x1f".join("" if value is None else str(value) for value in values)
        digest.update(line.encode() + b"\x1e")
        count += 1
    return digest.hexdigest(), count


def seal():
    """Seals all entries there are; returns how many. Waits for writers, 2 seconds at most.

    An entry's id is given out before its transaction ends. Nobody else may be in between, or an
    entry could still appear below the last one that was sealed.
    """
    sealed = 0
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
                cursor.execute(f"LOCK TABLE {TRAIL} IN SHARE ROW EXCLUSIVE MODE")
        while count := _seal_next():
            sealed += count
    return sealed


def _seal_next():
    last = AuditSeal.objects.order_by("pk").last()
    after, previous = (last.last_entry, last.hash) if last else (0, "")
    ids = AuditEntry.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    ids = list(ids[:BATCH])
    if not ids:
        return 0
    entries = AuditEntry.objects.filter(pk__gt=after, pk__lte=ids[-1]).order_by("pk")
    digest, count = _digest(previous, entries)
    AuditSeal.objects.create(last_entry=ids[-1], entries=count, previous=previous, hash=digest)
    return count


def broken():
    """The seals whose entries are no longer what was sealed, oldest first."""
    after, previous = 0, ""
    for one in AuditSeal.objects.order_by("pk").iterator():
        entries = AuditEntry.objects.filter(pk__gt=after, pk__lte=one.last_entry).order_by("pk")
        digest, count = _digest(one.previous, entries)
        if (one.previous, one.hash, one.entries) != (previous, digest, count):
            yield one
        after, previous = one.last_entry, one.hash
