"""Versions of a record: unchanged ones are not sent again, lost updates are refused."""

import hashlib
import json
from http import HTTPStatus

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from centers.api.problems import Problem


def etag_of(representation):
    """The version of what the caller sees of a record, quoted as headers want it."""
    text = json.dumps(representation, cls=DjangoJSONEncoder, sort_keys=True)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def _named(header):
    return [one.strip().removeprefix("W/") for one in header.split(",")]


def is_known(request, etag):
    """Whether the caller has this version already (If-None-Match)."""
    header = request.headers.get("If-None-Match", "")
    return etag in _named(header) or header.strip() == "*"


def check_unchanged(request, etag):
    """Refuses a change that does not say which version it changes, or names an older one."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise Problem(
            HTTPStatus.PRECONDITION_REQUIRED,
            "precondition_required",
            _("Say which version you change: send its ETag in the header If-Match."),
        )
    if header != "*" and etag not in _named(header):
        raise Problem(
            HTTPStatus.PRECONDITION_FAILED,
            "precondition_failed",
            _("Somebody changed this record after you read it. Read it again, then change it."),
            current=etag,
        )
