"""A write sent twice under one key is done once."""

import hashlib
import json
from datetime import timedelta
from functools import wraps
from http import HTTPStatus

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from centers.api.problems import Problem
from centers.models import IdempotentRequest

REMEMBERED = timedelta(days=1)
HEADER = "Idempotency-Key"


def once(method):
    """Runs a viewset's write in one transaction, and at most once for an Idempotency-Key.

    The viewset's `replay(status, uuids)` answers a repetition from the records as they are now.
    A refused request is forgotten, so that it may be mended and sent again.
    """

    @wraps(method)
    @transaction.atomic
    def done_once(self, request, *args, **kwargs):
        key = request.headers.get(HEADER, "")
        if not key:
            return method(self, request, *args, **kwargs)
        row, is_new = _remember(request, key)
        if not is_new:
            response = self.replay(row.status, row.uuids)
            response["Idempotency-Replayed"] = "true"
            return response
        response = method(self, request, *args, **kwargs)
        row.status, row.uuids = response.status_code, self.made(response)
        row.save(update_fields=["status", "uuids"])
        return response

    return done_once


def _remember(request, key):
    """(row, whether it is new) for this caller's key; refuses one used for something else."""
    if len(key) > 255 or not key.isascii() or not key.isprintable():
        sentence = _("The Idempotency-Key must be at most 255 plain characters, as a UUID is.")
        raise Problem(HTTPStatus.BAD_REQUEST, "idempotency_key", sentence)
    text = json.dumps(request.data, cls=DjangoJSONEncoder, sort_keys=True, default=str)
    fingerprint = hashlib.sha256(f"{request.method} {request.path}\n{text}".encode()).hexdigest()
    mine = IdempotentRequest.objects.filter(user=request.user)
    mine.filter(created_at__lt=timezone.now() - REMEMBERED).delete()
    try:
        with transaction.atomic():
            return mine.create(user=request.user, key=key, fingerprint=fingerprint), True
    except IntegrityError:
        row = mine.get(key=key)
    if row.fingerprint != fingerprint:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "idempotency_key",
            _("This Idempotency-Key was used for another request. Make a new one."),
        )
    return row, False
