"""Files of a client: added, put aside with a reason."""

import hashlib

from django.db import transaction
from django.utils import timezone

from clients.models import Document


@transaction.atomic
def add_document(*, client, by, title, file):
    """Stores a checked file of `client` with its hash and size."""
    content = file.read()
    file.seek(0)
    return Document.objects.create(
        client=client,
        center=client.center,
        country=client.country,
        title=title,
        file=file,
        content_type=file.content_type,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        added_by=by,
    )


@transaction.atomic
def delete_document(*, document, by, reason):
    """Puts a document aside with its reason; nobody is served it any more."""
    document.deleted_at = timezone.now()
    document.deleted_reason = reason
    document.save(update_fields=["deleted_at", "deleted_reason"])
    return document
