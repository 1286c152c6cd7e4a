"""What happens when a session is recorded, changed, deleted or restored."""

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from clients.actions.appointments import free_appointment, settle_appointment
from clients.actions.followups import plan_followups
from clients.actions.periods import check_open
from clients.actions.refusals import check_not_erased
from clients.models import Client, Session
from clients.signals import announce

# What a session says in words: of a client that was erased only the time is kept.
NO_WORDS = {"note": "", "next_step": "", "next_step_on": None}


@transaction.atomic
def record_session(*, client, by, uuid=None, center=None, **fields):
    """Stores a session of `client` at `center` (default: the recorder's, else the client's center).

    A `uuid` that is already there is the same record sent again: it is returned unchanged. A day
    in a closed period is accepted and marked late: it belongs to that period, whose closed figures
    stay as they are and tell beside them what came later.
    """
    if uuid and (known := Session.objects.filter(uuid=uuid).first()):
        return known
    center = center or by.home_center or client.center
    if center.country_id != client.country_id:
        center = client.center
    fields.setdefault("advisor", by)
    late = bool(center.locked_through and fields["held_on"] <= center.locked_through)
    session = Session(
        client=client, center=center, country=center.country, recorded_by=by, late=late, **fields
    )
    if uuid:
        session.uuid = uuid
    session.save()
    remember_first_session(client)
    settle_appointment(session)
    announce(client.pk)
    return session


@transaction.atomic
def change_session(*, session, by, **fields):
    """Changes an own center's session whose day, old and new, is in an open period.

    A phone that did not know yet may still correct the time of an erased client's session.
    """
    check_open(session.center, session.held_on, fields.get("held_on"))
    if fields.get("client", session.client).deleted_at:
        fields |= NO_WORDS
    for name, value in fields.items():
        setattr(session, name, value)
    session.revision += 1
    session.save()
    remember_first_session(session.client)
    announce(session.client_id)
    return session


@transaction.atomic
def delete_session(*, session, by, reason):
    """Puts a session aside with its reason; nothing is removed."""
    check_not_erased(session.client)
    check_open(session.center, session.held_on)
    session.deleted_at = timezone.now()
    session.deleted_reason = reason
    session.save(update_fields=["deleted_at", "deleted_reason", "updated_at"])
    free_appointment(session)
    remember_first_session(session.client)
    announce(session.client_id)
    return session


@transaction.atomic
def restore_session(*, session, by):
    """Takes a deleted session back."""
    check_not_erased(session.client)
    check_open(session.center, session.held_on)
    session.deleted_at = None
    session.deleted_reason = ""
    session.save(update_fields=["deleted_at", "deleted_reason", "updated_at"])
    remember_first_session(session.client)
    announce(session.client_id)
    return session


def remember_first_session(client):
    """Keeps the day of the client's first reportable session, over all centers."""
    first = client.sessions.reportable().aggregate(day=Min("held_on"))["day"]
    if first != client.first_session_on:
        client.first_session_on = first
        Client.objects.filter(pk=client.pk).update(first_session_on=first)
        plan_followups([client])
