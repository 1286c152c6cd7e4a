"""Errors as problem details (RFC 9457): what is wrong, in the caller's language, and what to do."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as ModelError
from django.db import DataError, IntegrityError
from django.db.models import ProtectedError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

MEDIA_TYPE = "application/problem+json"
# What the exceptions of other rooms mean to a caller; rooms add their own by `answers`.
KNOWN = {}


class Problem(exceptions.APIException):
    """An error with a status, a short name and a sentence. `errors`: {field: [sentences]}."""

    def __init__(self, status, code, detail, errors=None, **more):
        self.status_code = int(status)
        self.errors, self.more = errors or {}, more
        super().__init__(detail, code)


def answers(kind, status, code):
    """Exceptions of `kind` become problems with this status; their text is the sentence."""
    KNOWN[kind] = (status, code)


def conflict(sentence):
    return Problem(HTTPStatus.CONFLICT, "conflict", sentence)


def invalid(errors):
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", _invalid_sentence(), errors)


def bad_query(errors):
    sentence = _("The address asks for something that cannot be read. Mend what `errors` names.")
    return Problem(HTTPStatus.BAD_REQUEST, "bad_query", sentence, errors)


def answer(error, context):
    """DRF's exception handler: every refusal leaves here as application/problem+json."""
    problem = _problem_of(error)
    if problem is None:
        return None
    set_rollback()
    headers = _headers(error)
    return Response(body_of(problem), problem.status_code, headers=headers, content_type=MEDIA_TYPE)


def body_of(problem):
    """The members of RFC 9457, and what this problem adds."""
    body = {
        "type": f"/api/v1/docs/#problem-{problem.get_codes()}",
        "title": str(HTTPStatus(problem.status_code).phrase),
        "status": problem.status_code,
        "detail": str(problem.detail),
        **problem.more,
    }
    if problem.errors:
        body["errors"] = list(_flat(problem.errors))
    return body


def _problem_of(error):
    if isinstance(error, Problem):
        return error
    for kind, (status, code) in KNOWN.items():
        if isinstance(error, kind):
            return Problem(status, code, str(error))
    if isinstance(error, exceptions.ValidationError):
        return invalid(error.detail)
    if isinstance(error, ModelError):
        return invalid(error.message_dict if hasattr(error, "error_dict") else error.messages)
    if isinstance(error, exceptions.APIException):
        return Problem(error.status_code, error.default_code, str(error.detail))
    return _from_django(error)


def _from_django(error):
    if isinstance(error, Http404):
        sentence = _("There is no such record, or it is not yours to see.")
        return Problem(HTTPStatus.NOT_FOUND, "not_found", sentence)
    if isinstance(error, PermissionDenied):
        sentence = str(error) or _("Your role does not include this.")
        return Problem(HTTPStatus.FORBIDDEN, "permission_denied", sentence)
    if isinstance(error, ProtectedError):
        return conflict(_("Other records hang on this one, so it cannot be taken away."))
    if isinstance(error, (IntegrityError, DataError)):
        return conflict(_("This contradicts what is stored. Read the record again, then retry."))
    return None


def _invalid_sentence():
    return _("Nothing was stored. Mend the fields that `errors` names and send it again.")


def _flat(errors, path=""):
    """{"contact": {"name": ["…"]}} as [{"field": "contact.name", "detail": "…"}]."""
    if isinstance(errors, dict):
        for name, inner in errors.items():
            name = "" if name in ("non_field_errors", "__all__") else str(name)
            yield from _flat(inner, ".".join(filter(None, [path, name])))
    elif isinstance(errors, (list, tuple)):
        for number, inner in enumerate(errors):
            nested = isinstance(inner, (dict, list))
            yield from _flat(inner, f"{path}.{number}".lstrip(".") if nested else path)
    else:
        yield {"field": path, "detail": str(errors)}


def _headers(error):
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait) + 1)
    return headers
