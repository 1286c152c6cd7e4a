"""The API described: as OpenAPI for machines, as a page for people."""

import json
from functools import cache
from http import HTTPStatus

from django.http import JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer

from centers.access import public
from centers.api.problems import MEDIA_TYPE, Problem, body_of

# (name in `type`, status, what to do)
PROBLEM_NAMES = [
    ("bad_query", 400, _("The address asks for something that cannot be read.")),
    ("parse_error", 400, _("The body is not JSON.")),
    ("bad_question", 400, _("A breakdown, filter or measure is not known.")),
    ("bad_period", 400, _("The period cannot be asked for.")),
    ("idempotency_key", 422, _("The key is unreadable, or was used for another request.")),
    ("not_authenticated", 401, _("Send a token, or sign in.")),
    ("authentication_failed", 401, _("The token is not known, has ended or was taken back.")),
    ("permission_denied", 403, _("The role or the token does not include this.")),
    ("not_found", 404, _("There is no such record in your scope.")),
    ("conflict", 409, _("It contradicts what is stored.")),
    ("alike", 409, _("Clients in `alike` look like the new one; name those that differ.")),
    ("not_allowed", 409, _("The record's state does not allow this step.")),
    ("period_closed", 409, _("The day lies in a closed period; ask for a restatement.")),
    ("precondition_failed", 412, _("The record was changed meanwhile; read it again.")),
    ("invalid", 422, _("Fields in `errors` have to be mended; nothing was stored.")),
    ("precondition_required", 428, _("Send If-Match with the version you change.")),
    ("throttled", 429, _("Too many requests; wait as long as Retry-After says.")),
]

# (version, month, what): the newest first; docs/api.md says what may change and what may not.
CHANGES = [
    ("1.3.0", "2026-12", _("Follow-ups are answered with POST …/answer/.")),
    (
        "1.2.0",
        "2026-12",
        _("Any POST takes an Idempotency-Key, also steps on a record and evidence."),
    ),
    ("1.1.0", "2026-11", _("Trainings, with who came.")),
    ("1.0.0", "2026-11", _("The first version.")),
]


@cache
def description(language):
    """The whole API as an OpenAPI document; it takes a second to make, so it is made once."""
    with translation.override(language):
        schema = SchemaGenerator().get_schema(request=None, public=True)
    return json.loads(OpenApiJsonRenderer().render(schema, renderer_context={}))


@public
@require_safe
@cache_control(max_age=300)
def api_schema(request):
    """OpenAPI 3.1 of the whole API, as JSON."""
    return JsonResponse(description(translation.get_language()))


@public
@require_safe
@cache_control(max_age=300)
def api_docs(request):
    """Every operation with its parameters, fields, answers and an example."""
    schema = description(translation.get_language())
    operations = [
        _operation(path, method, operation, schema)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    tags = dict.fromkeys(one["tag"] for one in operations)
    groups = [(tag, [one for one in operations if one["tag"] == tag]) for tag in tags]
    context = {
        "groups": groups,
        "info": schema["info"],
        "problems": PROBLEM_NAMES,
        "changes": CHANGES,
    }
    return render(request, "centers/api_docs.html", context)


@csrf_exempt
@public
def api_unknown(request, rest):
    """An address that the API does not have: a problem too, not a page."""
    sentence = _("The API has no such address. Addresses end in a slash; see /api/v1/docs/.")
    error = Problem(HTTPStatus.NOT_FOUND, "not_found", sentence)
    return JsonResponse(body_of(error), status=404, content_type=MEDIA_TYPE)


def _operation(path, method, operation, schema):
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    examples = [one["value"] for one in body.get("examples", {}).values()]
    return {
        "id": operation["operationId"],
        "tag": operation["tags"][0],
        "method": method.upper(),
        "path": path,
        "description": operation.get("description", ""),
        "parameters": operation.get("parameters", []),
        "fields": _fields(body.get("schema", {}), schema),
        "example": json.dumps(examples[0], indent=2, ensure_ascii=False) if examples else "",
        "answers": [
            (code, one.get("description", "")) for code, one in operation["responses"].items()
        ],
    }


def _fields(part, schema):
    """[(name, kind, whether required, description)] of a request's body."""
    part = _resolved(part, schema)
    required = part.get("required", [])
    return [
        (name, _kind(_resolved(one, schema)), name in required, one.get("description", ""))
        for name, one in part.get("properties", {}).items()
    ]


def _resolved(part, schema):
    if "$ref" in part:
        return schema["components"]["schemas"][part["$ref"].rpartition("/")[2]]
    for key in ("allOf", "oneOf"):
        if key in part:
            return _resolved(part[key][0], schema) | {"description": part.get("description", "")}
    return part


def _kind(part):
    if "enum" in part:
        return " | ".join(str(one) for one in part["enum"] if one not in ("", None))
    kind = part.get("format") or part.get("type", "")
    return " | ".join(kind) if isinstance(kind, list) else kind
