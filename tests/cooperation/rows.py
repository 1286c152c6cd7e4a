"""Rows of cooperation for tests: plain functions; what a test is about, it passes."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone

from centers.models import Membership
from centers.roles import Role
from cooperation.actions import bulletins, items
from cooperation.models import (
    Activity,
    Attachment,
    Goal,
    IntakeRequest,
    Invitation,
    Item,
    Listing,
    Meeting,
    StoryApproval,
    Subscriber,
    WorkPlan,
)
from tests import factories

_numbers = count(1)


def texts(title="Ventanilla única para trámites", **fields):
    return {
        "title": title,
        "summary": "Un solo lugar para formalizar una microempresa.",
        "problem": "Los trámites tomaban 60 días.",
        "done": "Se unieron **siete** oficinas.",
        "results": "Hoy toma tres días.",
        "replication": "Un convenio entre oficinas y un sistema común.",
        "cost_note": "",
    } | fields


def make_item(country=None, *, title=None, themes=("formalization",), state="draft", **fields):
    """An item in Spanish; `state` is reached through the same steps as on the pages."""
    country = country or factories.make_country("SV")
    by = fields.pop("by", None) or factories.make_user()
    fields = {"kind": Item.Kind.POLICY, "language": "es"} | fields
    words = fields.pop("texts", None) or texts(title or f"Práctica número {next(_numbers)}")
    item = items.create_item(by=by, country=country, texts=words, themes=themes, **fields)
    if state in ("review", "published"):
        item = items.submit_item(item=item, by=by)
    if state == "published":
        item = items.publish_item(item=item, by=by)
    return item


def make_story(client, **fields):
    """A draft story of `client` at its center."""
    return make_item(
        client.country, kind=Item.Kind.STORY, center=client.center, client=client, **fields
    )


def approve(item):
    """The client's approval of the story as it is now, written past the pages."""
    consent = factories.make_consent(item.client, kind="publish", method="link")
    return StoryApproval.objects.create(
        item=item,
        revision=item.revision,
        language="es",
        state="approved",
        answered_at=timezone.now(),
        signed_name="Karla Zúniga",
        photo=True,
        figures=True,
        consent=consent,
    )


def make_attachment(item, **fields):
    row = Attachment(
        item=item, title="Guía", content_type="application/pdf", size=4, sha256="0" * 64, **fields
    )
    row.file.save("guide.pdf", ContentFile(b"%PDF"), save=False)
    row.save()
    return row


def make_editor(country=None, **fields):
    return factories.make_user(
        Role.EDITOR, country=country or factories.make_country("SV"), **fields
    )


def make_bulletin(country=None, **fields):
    """A draft of this month with a title in each language."""
    today = timezone.localdate()
    fields = {
        "starts_on": today - timedelta(days=30),
        "ends_on": today,
        "titles": {
            "es": "Boletín de prácticas",
            "en": "Bulletin of practices",
            "pt-br": "Boletim de práticas",
            "fr": "Bulletin de pratiques",
        },
        "introductions": {"es": "Lo nuevo.", "en": "What is new."},
    } | fields
    return bulletins.create_bulletin(country=country, **fields)


def make_reader(email=None, **fields):
    now = timezone.now()
    fields = {"state": "active", "confirmed_at": now, "asked_at": now, "language": "en"} | fields
    return Subscriber.objects.create(email=email or f"reader{next(_numbers)}@example.org", **fields)


def make_listing(country=None, kind="offer", **fields):
    fields = {
        "theme": "women",
        "title": "Ventas en línea para mujeres rurales",
        "description": "Formación de asesoras para vender en línea.",
        "institution": "Ministerio de Economía",
        "contact_email": "contact@example.org",
        "languages": ["es"],
    } | fields
    return Listing.objects.create(
        country=country or factories.make_country("SV"), kind=kind, **fields
    )


def make_meeting(country=None, **fields):
    """A quarterly meeting of an hour at 9:00 in San Salvador (15:00 UTC)."""
    fields = {
        "series": Meeting.Series.QUARTERLY,
        "titles": {"es": "Reunión trimestral", "en": "Quarterly meeting"},
        "starts_at": datetime(2026, 12, 1, 15, tzinfo=UTC),
        "ends_at": datetime(2026, 12, 1, 16, tzinfo=UTC),
        "time_zone": "America/El_Salvador",
    } | fields
    return Meeting.objects.create(country=country, **fields)


def make_invitation(meeting, **fields):
    number = next(_numbers)
    fields = {
        "name": f"Rosa {number}",
        "email": f"rosa{number}@example.org",
        "language": "en",
    } | fields
    return Invitation.objects.create(meeting=meeting, **fields)


def make_activity(**fields):
    """Activity 1 of a plan for 2026, January to June."""
    number = next(_numbers)
    plan = WorkPlan.objects.create(
        slug=f"plan-{number}",
        titles={"es": "Plan de trabajo", "en": "Plan of work"},
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
    )
    goal = Goal.objects.create(plan=plan, position=1, texts={"en": "Share practices"})
    fields = {
        "number": 1,
        "texts": {"en": "Publish a bulletin"},
        "responsible": {"en": "Secretariat"},
        "indicators": {"en": "Issues a year"},
        "starts_on": date(2026, 1, 1),
        "due_on": date(2026, 6, 30),
    } | fields
    return Activity.objects.create(goal=goal, **fields)


def make_intake(center, **fields):
    fields = {
        "name": "Marta",
        "surname": "Quispe",
        "phone": "7777 1234",
        "message": "Quiero formalizar mi panadería.",
        "language": "es",
        "consent_given": True,
    } | fields
    return IntakeRequest.objects.create(center=center, country=center.country, **fields)


def add_role(user, role, country):
    Membership.objects.create(user=user, role=role, country=country)
