"""What the session form proposes: whom, how long, how and about what."""

from datetime import datetime, time, timedelta

from django.db.models import Max
from django.utils import timezone

from centers.dates import today_of, zone_for
from centers.models import Center
from centers.roles import Permission
from clients.models import Appointment, Client, Session, Topic

MINUTES = 60
RECENT = 8


def agenda(user, days=1):
    """The user's appointments of today (and the following `days` - 1), cancelled ones left out."""
    start = datetime.combine(today_of(user), time(), tzinfo=zone_for(user))
    mine = Appointment.objects.for_user(user, Permission.CLIENT_EDIT).filter(advisor=user)
    listed = mine.between(start, start + timedelta(days=days)).filter(cancelled_at=None)
    return listed.select_related("client", "session")


def next_appointment(appointments):
    """The appointment to log now: the first open one that began, else the next ahead."""
    now = timezone.now()
    open_ones = [one for one in appointments if one.session_id is None]
    begun = [one for one in open_ones if one.starts_at <= now + timedelta(minutes=30)]
    return (begun[-1:] or open_ones[:1] or [None])[0]


def recent_clients(user, limit=RECENT):
    """Clients in the user's scope that the user saw last, latest first."""
    clients = Client.objects.for_user(user, Permission.CLIENT_EDIT)
    seen = clients.filter(sessions__advisor=user, sessions__deleted_at=None)
    return seen.annotate(last=Max("sessions__held_on")).order_by("-last", "pk")[:limit]


def for_client(client, user):
    """Initial values of the form for `client`: those of its last session, else the user's own."""
    sessions = Session.objects.alive().order_by("-held_on", "-pk")
    last = sessions.filter(client=client).first() if client else None
    last = last or sessions.filter(advisor=user).first()
    return {
        "minutes": str(MINUTES),
        "mode": last.mode if last else Session.Mode.CENTER,
        "topics": [last.topic] if last and last.topic else [Topic.MARKETING.value],
        "held_on": today_of(user),
    }


def place_of_work(user, client=None):
    """The center whose clock and funders the form uses."""
    if user.home_center or client:
        return user.home_center or client.center
    return Center.objects.where(user, Permission.CLIENT_EDIT).select_related("country").first()
