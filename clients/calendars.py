"""Appointments as an iCalendar file (RFC 5545)."""

from datetime import timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from clients.models import Appointment


def feed_of(user):
    """The user's appointments from 30 days back, as the bytes of an .ics file.

    Nothing but who, when and where: notes and phone numbers stay here.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//SBDC network//agenda//EN")
    calendar.add("version", "2.0")
    since = timezone.now() - timedelta(days=30)
    own = Appointment.objects.for_user(user).filter(advisor=user, starts_at__gte=since)
    for appointment in own.select_related("client").order_by("starts_at"):
        calendar.add_component(_event(appointment))
    return calendar.to_ical()


def _event(appointment):
    event = Event()
    event.add("uid", f"{appointment.uuid}@sbdc")
    event.add("dtstamp", appointment.created_at)
    event.add("dtstart", appointment.starts_at)
    event.add("dtend", appointment.starts_at + timedelta(minutes=appointment.minutes))
    event.add("summary", appointment.client.name)
    event.add("location", appointment.place or appointment.get_mode_display())
    event.add("status", "CANCELLED" if appointment.cancelled_at else "CONFIRMED")
    return event
