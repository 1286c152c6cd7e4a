"""Trainings of a report: events, and the different people who came to them."""

from clients.models import Attendance, Sex, Training


def training_counts(user, period, countries, permission, funder=None):
    """{"events", "participants", "women"}; people are counted once, however often they came.

    True counts, to be protected.
    """
    events = Training.objects.for_user(user, permission).filter(country__in=countries)
    events = events.in_period(period.start, period.end)
    if funder:
        events = events.filter(funder=funder)
    came = Attendance.objects.filter(training__in=events.order_by().values("pk"), present=True)
    people = came.values("contact").distinct()
    return {
        "events": events.count(),
        "participants": people.count(),
        "women": people.filter(contact__sex=Sex.WOMAN).count(),
    }
