"""What the phone is given: few clients, few facts, three days of agenda.

Never identity numbers, birth dates, amounts, notes or history.
"""

import hashlib
import json

from django.utils.translation import gettext as _

from centers import formats
from centers.dates import zone_for
from centers.folding import phone_key
from centers.roles import Permission
from clients import home, presets
from clients.models import Client, Session, SessionFlag

MOST_CLIENTS = 200
AGENDA_DAYS = 3
DEFAULT_HOURS = 72


def unknown_client():
    return _("This client is not in your center. Choose another one.")


def of(user, known=""):
    """`keep` is what the phone may store until `hours` have passed; `show` it only shows.

    `known`: the version that the phone has; what it keeps is not sent again while nothing changed.
    """
    country = user.home_country
    kept = {"clients": _clients(user), "agenda": _agenda(user)}
    version = hashlib.sha256(json.dumps(kept).encode()).hexdigest()[:16]
    return {
        "user": str(user.uuid),
        "hours": country.directory_hours if country else DEFAULT_HOURS,
        "version": version,
        "keep": None if version == known else kept,
        "show": _shown(user),
    }


def _clients(user):
    scope = Client.objects.for_user(user, Permission.CLIENT_EDIT)
    own = scope.filter(advisor=user).with_last_session().order_by("-last_session_on", "pk")
    listed = list(own.prefetch_related("links__contact")[:MOST_CLIENTS])
    recent = [one for one in presets.recent_clients(user) if one not in listed]
    last = _last_sessions(listed + recent)
    return [_client(one, last.get(one.pk)) for one in recent + listed][:MOST_CLIENTS]


def _last_sessions(clients):
    """{client id: (mode, topic)} of each client's last session."""
    rows = Session.objects.alive().filter(client__in=clients).order_by("held_on", "pk")
    return {pk: (mode, topic) for pk, mode, topic in rows.values_list("client", "mode", "topic")}


def _client(client, last):
    link = next(iter(client.links.all()), None)
    person = str(link.contact) if link else ""
    mode, topic = last or ("", "")
    return {
        "id": client.pk,
        "name": person or client.name,
        "business": client.name if person and person != client.name else "",
        "phone": phone_key(client.phone or (link.contact.phone if link else ""))[-3:],
        "mode": mode,
        "topic": topic,
    }


def _agenda(user):
    """Appointments with their times by the center's clock."""
    zone = zone_for(user)
    return [
        {
            "uuid": str(one.uuid),
            "client": one.client_id,
            "name": one.client.name,
            "at": one.starts_at.astimezone(zone).isoformat(),
            "minutes": one.minutes,
            "mode": one.mode,
            "place": one.place,
            "done": one.session_id is not None,
        }
        for one in presets.agenda(user, days=AGENDA_DAYS)
    ]


def _shown(user):
    asked, count = home.followups(user)
    month = home.month(user)
    return {
        "followups": [
            {
                "name": one.client.name,
                "when": _("%(months)s months · due %(day)s")
                % {"months": one.months, "day": formats.day(one.due_on)},
                "late": one.due_on < month["today"],
            }
            for one in asked
        ],
        "followup_count": count,
        "questions": _questions(user),
        "month": _month(month),
        "last": [
            {
                "name": one.client.name,
                "url": one.get_absolute_url(),
                "detail": " · ".join(
                    [
                        formats.day(one.held_on),
                        f"{one.contact_minutes} min",
                        str(one.get_mode_display()),
                        str(one.get_topic_display()),
                    ]
                ),
            }
            for one in home.last_sessions(user)
        ],
    }


def session(stored):
    """A stored session as the phone knows it."""
    return {
        "uuid": str(stored.uuid),
        "rev": stored.revision,
        "client": stored.client_id,
        "name": stored.client.name,
        "held_on": stored.held_on.isoformat(),
        "started_at": stored.started_at.strftime("%H:%M") if stored.started_at else None,
        "contact_minutes": stored.contact_minutes,
        "mode": stored.mode,
        "topics": [stored.topic, *stored.further_topics],
        "note": stored.note,
        "next_step": stored.next_step,
        "next_step_on": stored.next_step_on.isoformat() if stored.next_step_on else None,
        "late": stored.late,
    }


def _questions(user):
    """The person's sessions that overlap with another one of theirs, each beside that one."""
    asked = SessionFlag.objects.filter(
        kind=SessionFlag.Kind.REPEATED, settled_at=None, session__recorded_by=user
    ).filter(session__deleted_at=None, other__deleted_at=None, other__isnull=False)
    rows = asked.select_related("session__client", "other__client").order_by("pk")
    return [session(flag.session) | {"other": session(flag.other)} for flag in rows[:5]]


def _month(month):
    now = month["now"]
    return {
        "rows": [
            {
                "label": row["label"],
                "value": row["written"],
                "before": row["against"],
                "share": _share(row["value"], row["goal"]),
            }
            for row in month["rows"]
        ],
        "women": _("%(women)s of %(all)s sessions with women")
        % {"women": formats.integer(now["women"]), "all": formats.integer(now["sessions"])},
    }


def _share(value, goal):
    """How much of the bar is filled, 0 to 1."""
    return float(min(value / goal, 1)) if goal else float(bool(value))
