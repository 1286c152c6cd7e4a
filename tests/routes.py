"""All routes of the project, and the rows that fill their arguments: what the sweep walks through.

A new route whose arguments are called `<model>_<field>` (client_pk, session_uuid) or, in a route
named `<model>-…`, plainly `pk` or `uuid`, is filled by itself once OBJECTS can make the model's
row. Any other argument gets an entry in ARGUMENTS.
"""

from dataclasses import dataclass, field
from functools import partial

from django.core.files.base import ContentFile
from django.urls import URLPattern, get_resolver

from centers.access import LOGIN, PUBLIC
from clients.models import Document
from tests import factories
from tests.cooperation import places

# Routes of libraries, which carry no gate of ours: what they may do without one.
WITHOUT_GATE = {"set_language": "sets a cookie with the reader's language"}
# Routes whose objects belong to everybody who may open the page.
SHARED = {**places.SHARED}
# Routes whose objects belong to one person, whatever the role: for everybody else they are 404.
PERSONAL = {"centers:token-delete", "clients:export-detail", "clients:export-file"}
# Arguments that do not name a row: {argument or "route argument": value or function of the place}.
ARGUMENTS = {
    **places.ARGUMENTS,
    # Secret addresses: whoever does not know one gets nothing.
    "secret": "nobody-knows-it",
    "token": "nobody-knows-it",
    "token_pk": 0,
    "api:unknown rest": "nowhere/",
    "clients:followup-send way": "whatsapp",
    "clients:export-add what": "clients",
    "uidb64": "MQ",
    "version": "0",
    "clients:client-edit-section section": "business",
    # A person revokes own devices only; any other name changes nothing.
    "clients:device-revoke uuid": "00000000-0000-4000-8000-000000000000",
    # A phone names the client that it makes; it does not look one up.
    "clients:field-client uuid": "00000000-0000-4000-8000-000000000000",
    "clients:record-restate record": "session",
    "clients:quality-rule rule": "Q02",
    "reporting:dashboard-chart name": "jobs",
    "reporting:region-file name": "countries",
    "reporting:women-file name": "funnel",
    "reporting:overview-chart name": "jobs",
    "reporting:check-code code": "NOSUCHCODE23",
    "reporting:overview-data kind": "csv",
    "reporting:open-data code": "NOSUCHCODE23",
    "reporting:open-data kind": "csv",
    "reporting:impact-page country": lambda place: place.country.code,
    "reporting:impact-file country": lambda place: place.country.code,
    "reporting:explain code": "JOB-01",
}
# How to make a row of a model at a place (a country, a center and its client). Two apps' models of
# one name: "app:name" for its own routes.
OBJECTS = {
    **places.OBJECTS,
    "client": lambda place: place.client,
    "center": lambda place: place.center,
    "country": lambda place: place.country,
    "contact": lambda place: place.contact,
    "session": lambda place: factories.make_session(place.client, note=place.marker),
    "situation": lambda place: factories.make_situation(place.client),
    "training": lambda place: factories.make_training(
        place.center, title=place.marker, present=[place.contact]
    ),
    "outcome": lambda place: factories.make_outcome(place.client, note=place.marker),
    "evidence": lambda place: factories.make_evidence(
        place.get("outcome"),
        label=place.marker,
        file=ContentFile(place.marker.encode(), "paper.pdf"),
    ),
    "record": lambda place: place.get("session"),
    "closing": lambda place: factories.make_closing(place.country),
    "recheck": lambda place: factories.make_recheck_sample(place.country),
    "appointment": lambda place: factories.make_appointment(place.client, note=place.marker),
    "followup": lambda place: factories.make_followup(place.client),
    "export": lambda place: factories.make_export(
        factories.make_director(place.center), reason=place.marker
    ),
    "import": lambda place: factories.make_import(place.center, file_name=place.marker),
    "consent": lambda place: factories.make_consent(place.client),
    "edition": lambda place: factories.make_edition(place.country),
    "link": lambda place: factories.make_report_link(place.get("report")),
    "report": lambda place: factories.make_report(place.get("edition")),
    "clients:document": lambda place: Document.objects.create(
        client=place.client,
        center=place.center,
        country=place.country,
        title=place.marker,
        file=ContentFile(place.marker.encode(), "paper.pdf"),
    ),
    "funder": lambda place: factories.make_funder(place.country),
    "target": lambda place: factories.make_target(center=place.center),
    "user": lambda place: factories.make_advisor(place.center),
    "other": lambda place: factories.make_client(place.center, name=f"Taller {place.marker}"),
    "merge": lambda place: factories.make_merge(place.client),
    "membership": lambda place: place.get("user").memberships.get(),
}


@dataclass
class Place:
    """A center with a client whose names hold `marker`, a word that occurs nowhere else."""

    marker: str
    center: object
    rows: dict = field(default_factory=dict)

    def __post_init__(self):
        self.country = self.center.country
        self.client = factories.make_client(self.center, name=f"Tienda {self.marker}")
        self.contact = factories.make_contact(self.client, surname=self.marker, share=60)
        for name in ("session", "situation", "outcome", "followup", "appointment"):
            self.get(name)

    def get(self, name):
        """This place's row of the model `name`; KeyError when OBJECTS cannot make one."""
        if name not in self.rows:
            self.rows[name] = OBJECTS[name](self)
        return self.rows[name]


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str
    arguments: tuple
    view: object

    @property
    def access(self):
        """PUBLIC, LOGIN or the permissions of which one is enough; None where no gate is seen."""
        if hasattr(self.view, "access"):
            return self.view.access
        viewset = getattr(self.view, "cls", None)
        if hasattr(viewset, "required_permission"):
            view = viewset(**self.view.initkwargs)
            view.action = next(iter((getattr(self.view, "actions", None) or {}).values()), None)
            return (view.required_permission(),)
        return getattr(viewset, "access", None)

    def fill(self, place):
        """The address of this route for the rows of `place`."""
        address = "/" + self.pattern
        for argument, converter in self.arguments:
            value = converter.to_url(self._value(argument, place))
            address = address.replace(f"<{argument}>", value)
        return address

    @property
    def empty_post(self):
        """What an empty POST to this route looks like: a form's, or the API's JSON."""
        return {"data": {}, "content_type": "application/json"} if "api:" in self.name else {}

    @property
    def has_objects(self):
        return any(self._row(argument) for argument, _converter in self.arguments)

    def _value(self, argument, place):
        for key in (f"{self.name} {argument}", argument):
            if key in ARGUMENTS:
                value = ARGUMENTS[key]
                return value(place) if callable(value) else value
        if not (found := self._row(argument)):
            raise LookupError(f"{self.name}: say in tests/routes.py what fills <{argument}>.")
        model, attribute = found
        row = place.get(model)
        return row.pk if attribute == "id" else getattr(row, attribute)

    def _row(self, argument):
        """(model, attribute) that fills `argument`, or None where it names no row."""
        if f"{self.name} {argument}" in ARGUMENTS or argument in ARGUMENTS:
            return None
        model, _, attribute = argument.rpartition("_")
        model = model or self.name.rpartition(":")[2].split("-")[0]
        app = self.name.partition(":")[0]
        key = next((one for one in (f"{app}:{model}", model) if one in OBJECTS), None)
        if attribute not in ("pk", "id", "uuid", "code") or key is None:
            return None
        return key, attribute


def all_routes():
    """Every route of the URL configuration, except static files."""
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns, prefix="", namespace="", converters=()):
    for entry in patterns:
        text = prefix + _readable(entry.pattern)
        known = (*converters, *entry.pattern.converters.items())
        if isinstance(entry, URLPattern):
            yield Route(f"{namespace}{entry.name}", text, known, entry.callback)
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, text, inner, known)


def _readable(pattern):
    """'clients/<int:pk>/' as 'clients/<pk>/'."""
    text = str(pattern)
    for name in pattern.converters:
        head, _, tail = text.partition(f":{name}>")
        if tail or head != text:
            text = head[: head.rindex("<")] + f"<{name}>" + tail
    return text


def make_people(center):
    """A person of each role at `center`, in its country or in the network."""
    country = center.country
    makers = {
        "advisor": partial(factories.make_advisor, center),
        "director": partial(factories.make_director, center),
        "coordinator": partial(factories.make_coordinator, country),
        "funder": partial(factories.make_funder_user, country),
        "administrator": factories.make_administrator,
    }
    return {role: make() for role, make in makers.items()}


def may_open(access, user):
    """Whether the gate `access` lets `user` (None: nobody logged in) through."""
    if access == PUBLIC:
        return True
    if user is None:
        return False
    return access == LOGIN or any(user.holds(permission) for permission in access)


def may_be_missing(route):
    """Whether 404 is a right answer to somebody who holds the right."""
    return route.access == PUBLIC or route.name in PERSONAL
