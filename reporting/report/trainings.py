"""Trainings of a report: events, and the different people who came to them."""

from clients.models import Attendance, Sex, Training
from reporting.report.few import protected_pair


def training_counts(user, period, countries, permission, funder=None):
    """{"events", "participants", "women"}; people are counted once, however often they came."""
    events = Training.objects.for_user(user, permission).filter(country__in=countries)
    events = events.in_period(period.start, period.end)
    if funder:
        events = events.filter(funder=funder)
    came = Attendance.objects.filter(training__in=events.order_by().values("pk"), present=True)
    people = came.values("contact").distinct()
    pair = {
        "participants": people.count(),
        "women": people.filter(contact__sex=Sex.WOMAN).count(),
    }
    return {"events": events.count(), **protected_pair(pair)}
