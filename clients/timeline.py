"""Everything that happened with one client, latest first."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers.dates import zone_of
from centers.models import Center
from centers.roles import Permission
from clients.models import (
    Appointment,
    Attendance,
    Consent,
    FollowUp,
    Outcome,
    Session,
    SessionFlag,
    Situation,
    Training,
    Transfer,
)

KINDS = {
    "session": gettext_lazy("Sessions"),
    "training": gettext_lazy("Trainings"),
    "outcome": gettext_lazy("Results"),
    "followup": gettext_lazy("Follow-ups"),
    "situation": gettext_lazy("Situations"),
    "document": gettext_lazy("Documents"),
    "start": gettext_lazy("Registration, consent, transfers"),
}
MODE_ICONS = {
    Session.Mode.CENTER: "person",
    Session.Mode.VISIT: "pin",
    Session.Mode.PHONE: "phone",
    Session.Mode.VIDEO: "video",
    Session.Mode.CHAT: "chat",
    Session.Mode.EMAIL: "mail",
    Session.Mode.OTHER: "person",
}


@dataclass
class Event:
    """One entry. `row` is the record; the template of `kind` writes its words."""

    kind: str
    day: date
    row: object
    icon: str
    dot: str = ""
    extra: dict = field(default_factory=dict)

    @property
    def template(self):
        return f"clients/timeline/{self.kind}.html"

    @property
    def month(self):
        return self.day.replace(day=1)


def local_day(moment, client):
    """The local date of an instant at the client's center."""
    return moment.astimezone(zone_of(client.center)).date()


def with_page_facts(clients, user):
    """The queryset with `may_edit` (by `user`) and `has_moved` (between centers or advisors)."""
    mine = Center.objects.where(user, Permission.CLIENT_EDIT).filter(pk=OuterRef("center"))
    moves = Transfer.objects.filter(client=OuterRef("pk"))
    return clients.annotate(may_edit=Exists(mine), has_moved=Exists(moves))


def load(client):
    """Reads at once what the page of `client` shows several times; `asked`: kind of an open flag.

    `client` is one of `with_page_facts`.
    """
    flags = SessionFlag.objects.open().filter(session=OuterRef("pk"))
    sessions = Session.objects.alive().annotate(asked=Subquery(flags.values("kind")[:1]))
    outcomes = Outcome.objects.alive().select_related("verified_by", "center")
    read = [
        Prefetch("sessions", sessions.select_related("advisor", "center")),
        Prefetch("outcomes", outcomes.prefetch_related("evidence")),
        Prefetch("followups", FollowUp.objects.alive()),
        Prefetch("situations", Situation.objects.alive().in_order()),
        Prefetch("consents", Consent.objects.select_related("recorded_by")),
        Prefetch("appointments", Appointment.objects.alive().ahead()),
        "formalizations",
    ]
    prefetch_related_objects([client], *read)


def openable(client, user):
    """A function of a row: whether `user` may open it. What another center gave is only told."""
    mine = Center.objects.where(user, Permission.CLIENT_VIEW).values_list("pk", flat=True)
    others = SimpleLazyObject(lambda: set(mine))
    return lambda row: row.center_id == client.center_id or row.center_id in others


def _sessions(client, user):
    linked = openable(client, user)
    for session in client.sessions.all():
        asked = SessionFlag.Kind(session.asked).label if session.asked else ""
        extra = {"linked": linked(session), "asked": asked}
        icon = MODE_ICONS[session.mode]
        yield Event("session", session.held_on, session, icon, "ses", extra)


def _trainings(client, user):
    """Events that people of the client came to; those of other centers are named, not linked."""
    people = client.links.values("contact")
    linked = openable(client, user)
    came = Attendance.objects.filter(contact__in=people, present=True).order_by("contact")
    found = Training.objects.alive().filter(attendances__in=came).distinct()
    lists = came.select_related("contact")
    for training in found.select_related("center").prefetch_related(
        Prefetch("attendances", lists, "ours")
    ):
        people = [one.contact for one in training.ours]
        extra = {"people": people, "linked": linked(training)}
        yield Event("training", training.held_on, training, "grad", extra=extra)


def _outcomes(client, user):
    linked = openable(client, user)
    for outcome in client.outcomes.all():
        done = outcome.state == Outcome.State.VERIFIED
        bare = outcome.state in (Outcome.State.DECLARED, Outcome.State.RETURNED)
        icon, dot = ("shield", "res") if done else ("alert", "pend") if bare else ("flag", "")
        extra = {"linked": linked(outcome)}
        yield Event("outcome", outcome.occurred_on, outcome, icon, dot, extra)


def _followups(client, user):
    for followup in client.followups.all():
        if not followup.sent_at and not followup.answered_at:
            continue
        moment = followup.answered_at or followup.sent_at
        yield Event("followup", local_day(moment, client), followup, "clock", "fol")


def _situations(client, user):
    linked = openable(client, user)
    for situation in client.situations.all():
        extra = {"linked": linked(situation)}
        yield Event("situation", situation.as_of, situation, "chart", extra=extra)


def _documents(client, user):
    for document in client.documents.alive().select_related("added_by"):
        yield Event("document", local_day(document.added_at, client), document, "file")


def _start(client, user):
    yield Event("start", client.registered_on, client, "users")
    for consent in client.consents.all():
        yield Event("start", consent.given_on, client, "check", extra={"consent": consent})
        if consent.withdrawn_on:
            extra = {"consent": consent, "withdrawn": True}
            yield Event("start", consent.withdrawn_on, client, "x", extra=extra)
    moves = client.transfers.select_related("from_center", "to_center", "to_advisor", "made_by")
    for move in moves if client.has_moved else ():
        yield Event(
            "start", local_day(move.made_at, client), client, "swap", extra={"transfer": move}
        )


SOURCES = {
    "session": _sessions,
    "training": _trainings,
    "outcome": _outcomes,
    "followup": _followups,
    "situation": _situations,
    "document": _documents,
    "start": _start,
}


def events(client, user):
    """All events of a loaded `client`, latest day first; within a day the latest recorded first."""
    found = [event for source in SOURCES.values() for event in source(client, user)]
    return sorted(found, key=lambda one: (one.day, one.row.pk), reverse=True)


def chips(found, chosen):
    """Filter chips with counts: everything, and each kind that has entries."""
    counts = {kind: sum(event.kind == kind for event in found) for kind in KINDS}
    every = {"url": "?", "label": _("All"), "count": len(found), "current": not chosen}
    return [every] + [
        {"url": f"?show={kind}", "label": label, "count": counts[kind], "current": kind == chosen}
        for kind, label in KINDS.items()
        if counts[kind]
    ]
