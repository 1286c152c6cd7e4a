"""What arrives from a phone: accepted whenever it can be, counted once, decided by people."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.periods import PeriodClosed
from clients.actions.phone import named, payload_hash, said_at
from clients.actions.sessions import (
    NO_WORDS,
    change_session,
    delete_session,
    record_session,
    remember_first_session,
)
from clients.models import Client, Session, SessionFlag
from clients.signals import announce

EDIT_WITHIN = timedelta(hours=24)
CREATED, OK, CONFLICT, GONE = 201, 200, 409, 410


@dataclass
class Put:
    """What became of a submission: an HTTP status, the stored session, sentences for the person.

    `replaceable`: after a conflict, whether the person may put this version over the stored one.
    """

    status: int
    session: Session | None = None
    notices: list = field(default_factory=list)
    replaceable: bool = False


def put_session(*, by, uuid, payload, client, how, facts):
    """Stores or updates the session that a phone sends under its own `uuid`; idempotent.

    `facts`: validated fields of a Session; `client`, `how`: as found by `find_client`. Same
    content again → the same answer; a higher `rev` of the same author within a day and an open
    period → updated; else a conflict that keeps the server's copy. A session changed here since
    the phone sent it is a conflict too, until the person, having seen revision `replaces`, says
    which version holds.
    """
    digest = payload_hash(payload)
    try:
        with transaction.atomic():
            known = Session.objects.select_for_update().filter(uuid=uuid).first()
            if known is None:
                return _store(by, uuid, payload, digest, client, how, facts)
    except IntegrityError:  # the other tab was faster
        known = Session.objects.get(uuid=uuid)
    return _again(known, by, payload, digest, client, facts)


def _store(by, uuid, payload, digest, client, how, facts):
    if how == "erased":
        return _store_minutes(by, uuid, digest, client, facts)
    session = record_session(
        client=client,
        by=by,
        uuid=uuid,
        center=by.home_center or client.center,
        source="field",
        payload_hash=digest,
        revision=payload["rev"],
        field_revision=payload["rev"],
        **facts,
    )
    return Put(CREATED, session, _notices(session, how, payload))


def _store_minutes(by, uuid, digest, client, facts):
    """The person asked to be erased: the counted minutes stay, the words go."""
    facts = facts | NO_WORDS
    session = record_session(
        client=client, by=by, uuid=uuid, source="field", payload_hash=digest, **facts
    )
    return _only_minutes(session)


def _only_minutes(session):
    text = _("The client asked to have their data erased. Only the time was saved.")
    return Put(GONE, session, [_notice("erased", text)])


def _notices(session, how, payload):
    notices = []
    if how == "merged":
        old = Client.objects.get(**named(payload["client"]))
        text = _("%(old)s was merged with %(new)s.") % {"old": old, "new": session.client}
        notices.append(_notice("merged", text))
    if how == "moved":
        SessionFlag.objects.create(session=session, kind=SessionFlag.Kind.MOVED)
        text = _("The client is now at %(center)s. Both directors are told.")
        notices.append(_notice("moved", text % {"center": session.client.center}))
    if how == "own" and _passed_on(session, payload):
        SessionFlag.objects.create(session=session, kind=SessionFlag.Kind.PASSED_ON)
        text = _("The client is now with %(advisor)s. The director is told.")
        notices.append(_notice("passed_on", text % {"advisor": session.client.advisor or "–"}))
    if twin := _overlapping(session):
        SessionFlag.objects.create(session=session, kind=SessionFlag.Kind.REPEATED, other=twin)
        notices.append(_notice("repeated", _("Is it the same session as another one?")))
    if session.late:
        text = _("Its period is closed: closed figures stay, and it is told beside them.")
        notices.append(_notice("late", text))
    return notices


def _passed_on(session, payload):
    """Whether the client went to another advisor between saving on the phone and arriving here."""
    since = {"from_advisor": session.advisor, "made_at__gte": said_at(payload)}
    return (
        session.client.advisor_id != session.advisor_id
        and session.client.transfers.filter(**since).exists()
    )


def _overlapping(session):
    """Another session of the same advisor and client at the same time; without hours, that day."""
    same = Session.objects.alive().filter(
        client=session.client, advisor=session.advisor, held_on=session.held_on
    )
    for other in same.exclude(pk=session.pk):
        if session.started_at is None or other.started_at is None:
            return other
        (a, a_end), (b, b_end) = _span(session), _span(other)
        if a < b_end and b < a_end:
            return other
    return None


def _span(session):
    start = datetime.combine(session.held_on, session.started_at)
    return start, start + timedelta(minutes=session.contact_minutes)


def _again(known, by, payload, digest, client, facts):
    if known.recorded_by_id != by.pk:
        return Put(CONFLICT, notices=[_notice("author", _("Somebody else recorded it."))])
    if known.payload_hash == digest:
        return Put(GONE if known.client.deleted_at else OK, known)
    if known.deleted_at:
        return Put(CONFLICT, known, [_notice("deleted", _("It was deleted on the server."))])
    if timezone.now() - known.recorded_at > EDIT_WITHIN:
        return Put(CONFLICT, known, [_notice("old", _("It was sent more than a day ago."))])
    if not _follows(payload, known):
        text = _("It was changed on the server meanwhile.")
        return Put(CONFLICT, known, [_notice("changed", text)], replaceable=True)
    try:
        session = _update(known, by, payload, digest, client, facts)
        return _only_minutes(session) if client.deleted_at else Put(OK, session)
    except PeriodClosed as refusal:
        return Put(CONFLICT, known, [_notice("closed", str(refusal))])


def _follows(payload, known):
    """Whether the phone's version was made from the stored one, or is put over it knowingly."""
    if known.field_revision in (None, known.revision):
        return payload["rev"] > known.revision
    return payload.get("replaces") == known.revision


def _notice(code, text):
    return {"code": code, "text": text}


@transaction.atomic
def settle_flags(*, session, by):
    """Somebody looked at what was odd about `session` and left it as it is."""
    open_flags = session.flags.filter(settled_at=None)
    open_flags.update(settled_at=timezone.now(), settled_by=by)


@transaction.atomic
def settle_repeated(*, session, by, same):
    """The person said whether `session` is the one it overlaps with: then it is put aside."""
    if same:
        delete_session(session=session, by=by, reason=_("The same session was logged twice."))
    settle_flags(session=session, by=by)


@transaction.atomic
def _update(known, by, payload, digest, client, facts):
    before = known.client
    change_session(session=known, by=by, client=client, **facts)
    known.revision = known.field_revision = payload["rev"]
    known.payload_hash = digest
    known.save(update_fields=["revision", "field_revision", "payload_hash"])
    if before != client:
        remember_first_session(before)
        announce(before.pk)
    return known
