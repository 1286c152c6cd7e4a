"""What the sweep over all routes needs to fill the addresses of cooperation."""

from datetime import date

from centers.models import Contract, Operator
from cooperation.models import (
    AgendaPoint,
    Commitment,
    CostShare,
    Decision,
    Declaration,
    Delegation,
    Exchange,
    Link,
    MeetingDocument,
    Participant,
    Visit,
)
from tests import factories
from tests.cooperation import rows


def _exchange(place):
    other = factories.make_country("HT")
    return Exchange.objects.create(
        teacher=place.country,
        learner=other,
        theme="women",
        title="Intercambio",
        state="agreed",
        agreed_on=date(2026, 1, 1),
    )


def _document(place):
    return MeetingDocument.objects.create(
        meeting=place.get("meeting"),
        title="Acta",
        content_type="application/pdf",
        size=1,
        file=rows.ContentFile(b"%PDF", "acta.pdf"),
    )


OBJECTS = {
    "item": lambda place: rows.make_story(place.client),
    "attachment": lambda place: rows.make_attachment(place.get("item")),
    "cooperation:link": lambda place: Link.objects.create(
        item=place.get("item"), title="x", address="https://example.org/"
    ),
    "bulletin": lambda place: rows.make_bulletin(place.country),
    "listing": lambda place: rows.make_listing(place.country),
    "offer": lambda place: rows.make_listing(place.country),
    "request": lambda place: rows.make_listing(factories.make_country("HT"), "request"),
    "exchange": _exchange,
    "visit": lambda place: Visit.objects.create(
        exchange=place.get("exchange"),
        starts_on=date(2026, 2, 2),
        ends_on=date(2026, 2, 3),
        purpose="x",
    ),
    "participant": lambda place: Participant.objects.create(
        visit=place.get("visit"), name="x", country=place.country
    ),
    "cost": lambda place: CostShare.objects.create(
        exchange=place.get("exchange"), payer="x", purpose="x", amount=1
    ),
    "change": lambda place: place.get("item").changes.first(),
    "meeting": lambda place: rows.make_meeting(place.country, series="dialogue"),
    "point": lambda place: AgendaPoint.objects.create(
        meeting=place.get("meeting"), position=1, texts={"en": "Welcome"}
    ),
    "invitation": lambda place: rows.make_invitation(place.get("meeting")),
    "decision": lambda place: Decision.objects.create(meeting=place.get("meeting"), text="x"),
    "delegation": lambda place: Delegation.objects.create(
        meeting=place.get("meeting"), country=place.country, head="x"
    ),
    "declaration": lambda place: Declaration.objects.create(
        meeting=place.get("meeting"), titles={"en": "x"}, adopted_on=date(2026, 5, 1)
    ),
    "document": _document,
    "commitment": lambda place: Commitment.objects.create(
        meeting=place.get("meeting"),
        text="x",
        country=place.country,
        owner_name="x",
        owner_email="x@example.org",
        due_on=date(2026, 5, 1),
    ),
    "activity": lambda place: rows.make_activity(),
    "goal": lambda place: place.get("activity").goal,
    "plan": lambda place: place.get("activity").goal.plan,
    "operator": lambda place: Operator.objects.create(
        country=place.country, name="Cámara de comercio"
    ),
    "contract": lambda place: Contract.objects.create(
        operator=place.get("operator"), center=place.center, starts_on=date(2026, 1, 1)
    ),
    "intake": lambda place: rows.make_intake(place.center, surname=place.marker),
}


def _slug(name):
    return lambda place: place.get(name).slug


ARGUMENTS = {
    "language": "es",
    "cooperation:network-center code": lambda place: place.center.code,
    "cooperation:intake-add code": lambda place: place.center.code,
    "cooperation:center-edit code": lambda place: place.center.code,
    **{
        f"cooperation:{name} slug": _slug("item")
        for name in ("item-detail", "item-text", "item-picture")
    },
    **{
        f"cooperation:{name} slug": _slug("bulletin")
        for name in ("bulletin-detail", "bulletin-text", "bulletin-pdf")
    },
    **{
        f"cooperation:{name} slug": _slug("plan")
        for name in ("plan-detail", "goal-add", "plan-report")
    },
}
# Offers and requests are made to be seen by all countries, plans belong to the network, and a
# country's meetings to all who write for the country; tests of their own cover other countries.
SHARED = {
    f"cooperation:{name}": "shared between countries or within one"
    for name in (
        "listing-detail",
        "activity-detail",
        "activity-edit",
        "activity-add",
        "progress-add",
        "meeting-detail",
        "meeting-calendar",
        "document-detail",
    )
}
