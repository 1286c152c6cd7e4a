"""The advisor's day: agenda, follow-ups, last sessions, this month."""

from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from centers import formats
from centers.dates import today_of
from centers.roles import Permission
from clients import presets
from clients.models import FollowUp, Session, Sex

LAST = 5
EDIT = Permission.CLIENT_EDIT


def followups(user, limit=4):
    """Open follow-ups of the user's clients that are due within two weeks or late, and how many."""
    mine = FollowUp.objects.for_user(user, EDIT).filter(client__advisor=user).due()
    return list(mine.select_related("client")[:limit]), mine.count()


_aims = []  # functions (user, day) -> {"sessions": Decimal, "hours": Decimal}


def aims_from(source):
    """Registers who knows what the user means to reach in the month of a day."""
    if source not in _aims:
        _aims.append(source)


def month(user):
    """Sessions, hours with clients and sessions with women of the user, this month.

    Hours are contact and preparation. Each row is set against the user's own target for the month
    (`goal`, `is_target`) or, where there is none, against the whole last month.
    """
    today = today_of(user)
    first = today.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    mine = Session.objects.for_user(user).reportable().filter(advisor=user)
    now = _sums(mine.in_period(first, today + timedelta(days=1)))
    last = _sums(mine.in_period(before, first))
    aims = {name: goal for source in _aims for name, goal in source(user, today).items()}
    labels = {
        "sessions": (_("Sessions"), formats.integer),
        "hours": (_("Hours with clients"), formats.decimal),
    }
    rows = [_row(now, last, aims, name, *label) for name, label in labels.items()]
    return {"today": today, "now": now, "rows": rows}


def _row(now, last, aims, name, label, write):
    goal, value = aims.get(name, last[name]), now[name]
    words = _("target %(number)s") if name in aims else _("last month %(number)s")
    return {
        "label": label,
        "value": value,
        "written": write(value),
        "goal": goal,
        "is_target": name in aims,
        "against": words % {"number": write(goal)},
    }


def _sums(sessions):
    found = sessions.order_by().aggregate(
        sessions=Count("pk"),
        contact=Sum("contact_minutes"),
        prep=Sum("prep_minutes"),
        women=Count("pk", filter=Q(client__contact_sex=Sex.WOMAN)),
    )
    minutes = (found["contact"] or 0) + (found["prep"] or 0)
    hours = (Decimal(minutes) / 60).quantize(Decimal("0.1"))
    return {"sessions": found["sessions"], "hours": hours, "women": found["women"]}


def last_sessions(user):
    mine = Session.objects.for_user(user, EDIT).filter(advisor=user)
    return list(mine.select_related("client")[:LAST])


def day(user):
    """Everything beside the form."""
    appointments = list(presets.agenda(user))
    asked, asked_count = followups(user)
    return {
        "today": today_of(user),
        "appointments": appointments,
        "upcoming": presets.next_appointment(appointments),
        "followups": asked,
        "followup_count": asked_count,
        "month": month(user),
        "last_sessions": last_sessions(user),
    }
