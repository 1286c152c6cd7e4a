"""Meetings: invitations with their calendar file, attendance, what was promised."""

from datetime import UTC

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from centers.models import Membership, current
from cooperation import mail
from cooperation.actions.items import NotAllowed
from cooperation.models import Commitment, Invitation, Meeting
from cooperation.texts import pick

# What guests must hear of when it changes.
ANNOUNCED = ("titles", "starts_at", "ends_at", "time_zone", "place", "address", "state")


@transaction.atomic
def save_meeting(*, meeting, by):
    """Stores a meeting. One that changed for its guests gets a new number: by it calendars know
    the newer version, and the page who has to be told.
    """
    if meeting.pk:
        before = Meeting.objects.select_for_update().get(pk=meeting.pk)
        changed = any(getattr(before, name) != getattr(meeting, name) for name in ANNOUNCED)
        meeting.sequence = before.sequence + changed
    else:
        meeting.created_by = by
    meeting.save()
    return meeting


@transaction.atomic
def invite_roles(*, meeting, countries, roles):
    """Invites everybody who holds one of `roles` in `countries` today; returns the new rows."""
    memberships = (
        Membership.objects.filter(current(), role__in=roles, user__is_active=True)
        .select_related("user", "country", "center__country")
        .order_by("pk")
    )
    wanted = {country.pk for country in countries}
    asked = set(meeting.invitations.values_list("email", flat=True))
    made = []
    for row in memberships:
        country = row.country or (row.center and row.center.country)
        if (country and country.pk not in wanted) or row.user.email in asked:
            continue
        asked.add(row.user.email)
        made.append(
            Invitation(
                meeting=meeting,
                user=row.user,
                name=row.user.name,
                email=row.user.email,
                country=country,
                capacity=row.get_role_display(),
                language=row.user.language or (country.language if country else "es"),
            )
        )
    return Invitation.objects.bulk_create(made)


def send_invitations(meeting):
    """Sends what has not been sent of the meeting as it stands: the invitation, its change, its
    cancellation. Each is claimed before it leaves, so that nobody gets it twice; how many left.
    """
    sent = 0
    waiting = Invitation.objects.waiting(meeting)
    for invitation in waiting.select_related("meeting", "country"):
        known = {"sent_at": invitation.sent_at, "sent_sequence": invitation.sent_sequence}
        claimed = Invitation.objects.filter(pk=invitation.pk, **known).update(
            sent_at=timezone.now(), sent_sequence=meeting.sequence
        )
        if claimed:
            calendar = calendar_of(meeting, invitation)
            mail.send_invitation(invitation, calendar, method=method_of(meeting, invitation))
            sent += 1
    return sent


def method_of(meeting, invitation=None):
    """What a calendar is to do with the file (RFC 5546)."""
    if invitation is None:
        return "PUBLISH"
    return "CANCEL" if meeting.state == Meeting.State.CANCELLED else "REQUEST"


def calendar_of(meeting, invitation=None):
    """The meeting as an iCalendar file (RFC 5545), its times in UTC so that no zone is guessed."""
    language = invitation.language if invitation else translation.get_language()
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.NETWORK_NAME}//cooperation//")
    calendar.add("version", "2.0")
    calendar.add("method", method_of(meeting, invitation))
    event = Event()
    event.add("uid", f"{meeting.uuid}@{mail.host()}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", pick(meeting.titles, language))
    event.add("status", "CANCELLED" if meeting.state == Meeting.State.CANCELLED else "CONFIRMED")
    if where := meeting.place or meeting.address:
        event.add("location", where)
    if meeting.address:
        event.add("url", meeting.address)
    agenda = [
        f"{start.astimezone(meeting.zone):%H:%M} {pick(point.texts, language)}"
        for start, point in meeting.timetable()
    ]
    if agenda:
        event.add("description", "\n".join(agenda))
    organizer = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    organizer.params["cn"] = vText(settings.NETWORK_NAME)
    event["organizer"] = organizer
    if invitation:
        guest = vCalAddress(f"mailto:{invitation.email}")
        guest.params["cn"] = vText(invitation.name)
        guest.params["rsvp"] = vText("TRUE")
        event.add("attendee", guest, encode=0)
    calendar.add_component(event)
    return calendar.to_ical()


@transaction.atomic
def answer_invitation(*, invitation, answer):
    invitation.answer, invitation.answered_at = answer, timezone.now()
    invitation.save(update_fields=["answer", "answered_at"])
    return invitation


@transaction.atomic
def record_attendance(*, meeting, attended, sexes):
    """Who came (ids of invitations) and each person's sex {id: value}; the meeting was held."""
    if meeting.starts_at > timezone.now():
        raise NotAllowed(_("The meeting has not begun yet. Take the attendance once it has."))
    for invitation in meeting.invitations.all():
        invitation.attended = invitation.pk in attended
        invitation.sex = sexes.get(invitation.pk, invitation.sex)
        invitation.save(update_fields=["attended", "sex"])
    if meeting.state == Meeting.State.PLANNED:
        meeting.state = Meeting.State.HELD
        meeting.save(update_fields=["state"])


COMMITMENT_SALT = "cooperation.commitment"


def token_of_commitment(commitment):
    """What the link in a reminder carries: the commitment's key and the signature."""
    return signing.dumps(commitment.pk, salt=COMMITMENT_SALT)


def commitment_of(token):
    """The commitment that a reminder's link speaks of; None for a link not made here."""
    try:
        key = signing.loads(token, salt=COMMITMENT_SALT)
    except signing.BadSignature:
        return None
    return Commitment.objects.select_related("meeting").filter(pk=key).first()


@transaction.atomic
def set_commitment_state(*, commitment, state, outcome=""):
    """Moves a commitment on; a closed one keeps its day and how it ended."""
    closed = state in (Commitment.State.DONE, Commitment.State.DROPPED)
    commitment.state, commitment.outcome = state, outcome
    commitment.closed_on = timezone.localdate() if closed else None
    commitment.save()
    return commitment


def remind_owners(today=None):
    """Writes to the owners of commitments that are due soon or overdue, at most once a week."""
    today = today or timezone.localdate()
    sent = 0
    for commitment in Commitment.objects.due_for_reminder(today).select_related("meeting"):
        Commitment.objects.filter(pk=commitment.pk).update(reminded_on=today)
        mail.send_reminder(commitment, token_of_commitment(commitment))
        sent += 1
    return sent
