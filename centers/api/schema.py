"""The API's description, OpenAPI 3.1: what drf-spectacular cannot see by itself."""

from django import forms
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from centers.api.idempotency import HEADER
from centers.api.problems import MEDIA_TYPE

LOCAL_TIME = r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$"
HEADERS = OpenApiParameter.HEADER
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    HEADERS,
    required=True,
    description="ETag of the version you change; `*` for any.",
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, HEADERS, description="ETag you have: 304 if it is still the newest."
)
KEY = OpenApiParameter(
    HEADER, str, HEADERS, description="A key of yours: repeated within a day, it is done once."
)
FIELDS = OpenApiParameter("fields", str, description="Only these fields, separated by commas.")
SINCE = OpenApiParameter(
    "updated_since", str, description="Made or changed from this moment on, with zone (RFC 3339)."
)
# What may be answered besides success: status: (when, methods it applies to).
ANY = {"get", "post", "patch", "put", "delete"}
WRITES = ANY - {"get"}
PROBLEMS = {
    "400": ("The request cannot be read.", ANY),
    "401": ("No valid token and nobody signed in.", ANY),
    "403": ("The role, or the token, does not include this.", ANY),
    "404": ("There is no such record in the caller's scope.", ANY),
    "406": ("Only JSON is answered.", ANY),
    "409": ("It contradicts what is stored, or lies in a closed period.", WRITES),
    "412": ("The record was changed meanwhile.", WRITES),
    "415": ("Only JSON is read.", WRITES),
    "422": ("Fields have to be mended; nothing was stored.", WRITES),
    "428": ("If-Match is missing.", WRITES),
    "429": ("Too many requests; see Retry-After.", ANY),
}
PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong and what to do."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "detail"],
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
    "examples": [
        {
            "type": "/api/v1/docs/#problem-invalid",
            "title": "Unprocessable Entity",
            "status": 422,
            "detail": "Nothing was stored. Mend the fields that `errors` names and send it again.",
            "errors": [{"field": "held_on", "detail": "The day has not come yet."}],
        }
    ],
}


class ApiSchema(AutoSchema):
    """Adds the headers of versions and keys, sparse fields, and the page's filter form."""

    def get_override_parameters(self):
        action = getattr(self.view, "action", None)
        if action == "list":
            return [FIELDS, *self._since(), *self._filters()]
        if action == "retrieve":
            return [FIELDS, IF_NONE_MATCH]
        key = [KEY] if self.method == "POST" else []
        if action in getattr(self.view, "versioned", ()) or action == "partial_update":
            return [IF_MATCH, *key]
        return key

    def _map_serializer_field(self, field, direction, bypass_extensions=False):
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        column = self._column(field)
        if field.read_only and "enum" in schema and column is not None and column.blank:
            schema["enum"] = [*schema["enum"], ""]  # DRF forgets it of fields that are only read
        if schema.get("format") == "time":  # a local time has no zone, as RFC 3339 wants one
            schema |= {"pattern": LOCAL_TIME}
            del schema["format"]
        return schema

    def _insert_field_validators(self, field, schema):
        super()._insert_field_validators(field, schema)
        column = self._column(field)
        if column is not None and column.blank and schema.get("format") == "email":
            schema.pop("format")  # an empty address is none

    @staticmethod
    def _column(field):
        model = getattr(getattr(field.parent, "Meta", None), "model", None)
        columns = {one.name: one for one in model._meta.fields} if model else {}
        return columns.get(field.source)

    def _since(self):
        has = getattr(self.view, "has_updates", lambda: False)
        return [SINCE] if has() else []

    def _filters(self):
        form = getattr(self.view, "filter_form", None)
        if not form:
            return []
        return [_parameter(name, field) for name, field in form.base_fields.items()]


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "centers.api.authentication.PersonalToken"
    name = "token"

    def get_security_definition(self, auto_schema):
        description = "A personal token, made on the account page: `Authorization: Bearer sbdc_…`."
        return {"type": "http", "scheme": "bearer", "description": description}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "centers.api.authentication.SignedIn"
    name = "session"

    def get_security_definition(self, auto_schema):
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


def _parameter(name, field):
    kinds = [(forms.BooleanField, bool), (forms.DateField, "date"), (forms.IntegerField, int)]
    kind = next((kind for one, kind in kinds if isinstance(field, one)), str)
    values = None
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        values = [value for value, _label in field.choices if value]
    schema = {"type": "string", "format": "date"} if kind == "date" else kind
    return OpenApiParameter(name, schema, description=str(field.label or ""), enum=values)


def add_problems(result, generator, request, public):
    """drf-spectacular's hook: every operation names the problems it may answer with."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    answer = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in result["paths"].values():
        for method, operation in operations.items():
            if "If-None-Match" in str(operation.get("parameters")):
                operation["responses"]["304"] = {"description": "It is still the newest version."}
            if HEADER in str(operation.get("parameters")) and "201" in operation["responses"]:
                known = operation["responses"]["201"] | {"description": "It was stored before."}
                operation["responses"].setdefault("200", known)
            for status, (when, methods) in PROBLEMS.items():
                if method in methods:
                    entry = {"description": when, "content": answer}
                    operation["responses"].setdefault(status, entry)
    return result
