"""The one announcement of this floor: `activity_changed(clients)`, sent on commit."""

from django.db import transaction
from django.dispatch import Signal

activity_changed = Signal()  # clients: iterable of client ids


def announce(*client_ids):
    """Once the transaction is committed, tells whoever listens that these clients changed."""
    transaction.on_commit(
        lambda: activity_changed.send(sender=None, clients=[pk for pk in client_ids if pk])
    )
