"""What happens when an appointment is booked, moved, cancelled or held."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from centers.dates import zone_of
from clients.models import Appointment


def overlapping(advisor, starts_at, minutes, besides=None):
    """The advisor's other appointments that touch [starts_at, starts_at + minutes); a warning."""
    ends_at = starts_at + timedelta(minutes=minutes)
    near = Appointment.objects.alive().ahead().filter(advisor=advisor, starts_at__lt=ends_at)
    near = near.filter(starts_at__gt=starts_at - timedelta(days=1))
    if besides:
        near = near.exclude(pk=besides.pk)
    return [
        other for other in near if other.starts_at + timedelta(minutes=other.minutes) > starts_at
    ]


@transaction.atomic
def book_appointment(*, client, advisor, by, starts_at, **fields):
    """Agrees a time with a client of the advisor's center."""
    center = advisor.home_center or client.center
    if center.country_id != client.country_id:
        center = client.center
    return Appointment.objects.create(
        client=client,
        advisor=advisor,
        center=center,
        country=center.country,
        starts_at=starts_at,
        **fields,
    )


@transaction.atomic
def move_appointment(*, appointment, by, **fields):
    """Gives an appointment another time, length, mode or place."""
    for name, value in fields.items():
        setattr(appointment, name, value)
    appointment.save()
    return appointment


@transaction.atomic
def cancel_appointment(*, appointment, by, reason):
    """Takes an appointment off the agenda, with its reason; it stays on the client's page."""
    appointment.cancelled_at = timezone.now()
    appointment.cancelled_reason = reason
    appointment.save(update_fields=["cancelled_at", "cancelled_reason"])
    return appointment


@transaction.atomic
def hold_appointment(*, appointment, session):
    """The appointment took place: this session is what came of it."""
    appointment.session = session
    appointment.save(update_fields=["session"])
    return appointment


def settle_appointment(session):
    """The advisor's open appointment with this client on the day of `session` is done with it."""
    start = datetime.combine(session.held_on, time(), tzinfo=zone_of(session.center))
    booked = Appointment.objects.alive().between(start, start + timedelta(days=1)).ahead()
    first = booked.filter(client=session.client, advisor=session.advisor).first()
    if first:
        hold_appointment(appointment=first, session=session)


def free_appointment(session):
    """The session was put aside: its appointment is open again."""
    Appointment.objects.filter(session=session).update(session=None)
