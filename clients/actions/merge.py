"""Two records of one client become one, and can become two again for 90 days.

Everything that hangs on the losing record moves to the surviving one, except what the survivor
already has (a situation of the same day, a follow-up of the same wave, the same registration):
that stays with the losing record and comes back to light when the merge is undone. The losing
record keeps its id and leads to the survivor.
"""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.changes import ANEW, recompute_changes
from clients.actions.clients import refresh_client
from clients.actions.outcomes import NotAllowed
from clients.actions.sessions import remember_first_session
from clients.models import (
    Appointment,
    Client,
    ClientContact,
    ClientKey,
    Consent,
    Document,
    FollowUp,
    Formalization,
    Merge,
    Outcome,
    Restatement,
    Session,
    Situation,
    Transfer,
)
from clients.signals import announce

UNDO_DAYS = 90
# What moves, and by which fields a row would stand twice at the survivor.
MOVES = {
    "session": (Session, None),
    "outcome": (Outcome, None),
    "appointment": (Appointment, None),
    "document": (Document, None),
    "consent": (Consent, None),
    "key": (ClientKey, None),
    "transfer": (Transfer, None),
    "restatement": (Restatement, None),
    "situation": (Situation, ("as_of",)),
    "followup": (FollowUp, ("months",)),
    "formalization": (Formalization, ("kind",)),
    "link": (ClientContact, ("contact_id", "role")),
}
REPLACED = "replaced"  # claims that changes between the situations of both took the place of
# Facts of which the person who merges chooses one side.
CHOICES = [
    "name",
    "stage",
    "sector",
    "national_sector",
    "size",
    "municipality",
    "region",
    "rural",
    "document",
    "phone",
    "email",
    "started_on",
    "registered_on",
    "declared_women_share",
    "contact_sex",
    "advisor_id",
    "language",
]


def differing_fields(survivor, loser):
    """Names of the facts that both know and that differ, or that only the loser knows."""
    return [
        name for name in CHOICES if _value(loser, name) not in ("", None, _value(survivor, name))
    ]


def _value(client, name):
    value = getattr(client, name)
    return value if value is not None else ""


@transaction.atomic
def merge_clients(*, survivor, loser, by, take=()):
    """Merges `loser` into `survivor`; `take` names the facts to take from the loser.

    Raises NotAllowed across countries, with itself, or where one is merged already.
    """
    rows = Client.objects.select_for_update().in_bulk([survivor.pk, loser.pk])
    if len(rows) < 2 or any(row.merged_into_id or row.deleted_at for row in rows.values()):
        raise NotAllowed(_("One of the two records is already merged or deleted."))
    survivor, loser = rows[survivor.pk], rows[loser.pk]
    if survivor.country_id != loser.country_id:
        raise NotAllowed(_("Clients of two countries cannot be merged."))
    fields = [name for name in CHOICES if name in take]
    before = {name: _plain(getattr(survivor, name)) for name in fields}
    for name in fields:
        setattr(survivor, name, getattr(loser, name))
    survivor.save()
    moved = {name: _move(model, loser, survivor, once) for name, (model, once) in MOVES.items()}
    Client.objects.filter(pk=loser.pk).update(merged_into=survivor)
    moved[REPLACED] = _recompute(survivor, by)
    merge = Merge.objects.create(
        survivor=survivor,
        loser=loser,
        moved=moved,
        before=before,
        after={name: _plain(getattr(survivor, name)) for name in fields},
        made_by=by,
    )
    _refresh(survivor)
    announce(survivor.pk, loser.pk)
    return merge


def _plain(value):
    return str(value) if isinstance(value, date | Decimal) else value


def _move(model, loser, survivor, once):
    """Moves the loser's rows and returns their ids; what the survivor has already stays."""
    rows = model.objects.filter(client=loser)
    if once:
        taken = set(model.objects.filter(client=survivor).values_list(*once))
        ids = [pk for pk, *key in rows.values_list("pk", *once) if tuple(key) not in taken]
    else:
        ids = list(rows.values_list("pk", flat=True))
    model.objects.filter(pk__in=ids).update(client=survivor)
    return ids


def can_be_undone(merge, today=None):
    """Within 90 days, once, and not while the survivor itself was merged away or erased."""
    age = (today or timezone.now()) - merge.made_at
    return (
        not merge.undone_at
        and age <= timedelta(days=UNDO_DAYS)
        and merge.survivor.merged_into_id is None
        and merge.survivor.deleted_at is None
    )


@transaction.atomic
def undo_merge(*, merge, by):
    """Gives the losing record its rows back, and what has come of them since.

    Facts of the survivor changed since the merge stay as they are.
    """
    merge = Merge.objects.select_for_update().select_related("survivor", "loser").get(pk=merge.pk)
    if not can_be_undone(merge):
        raise NotAllowed(
            _("This merge can no longer be undone: 90 days have passed or it was undone before.")
        )
    survivor, loser = merge.survivor, merge.loser
    Client.objects.filter(pk=loser.pk).update(merged_into=None)
    for name, ids in _rows_of(merge).items():
        MOVES[name][0].objects.filter(pk__in=ids, client=survivor).update(client=loser)
    _bring_ahead_back(merge)
    _take_claims_back(merge, by)
    _give_back(survivor, merge)
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    loser.refresh_from_db()
    _refresh(survivor)
    _refresh(loser)
    announce(survivor.pk, loser.pk)
    return merge


def _rows_of(merge):
    """Ids by kind of what moved, and of what was made of it since: the session an appointment
    became, the situation a follow-up brought, the results that a situation showed."""
    moved = {name: set(merge.moved.get(name, ())) for name in MOVES}
    held = Session.objects.filter(appointment__in=moved["appointment"])
    moved["session"].update(held.values_list("pk", flat=True))
    told = Situation.objects.filter(followups__in=moved["followup"])
    moved["situation"].update(told.values_list("pk", flat=True))
    shown = Outcome.objects.filter(to_situation__in=moved["situation"])
    moved["outcome"].update(shown.values_list("pk", flat=True))
    return moved


def _recompute(survivor, by):
    """Situations of both stand in one row now, so that no growth counts twice; ids of the claims
    that the changes between them replace."""
    claims = Outcome.objects.alive().filter(client=survivor).values_list("pk", flat=True)
    before = set(claims)
    recompute_changes([survivor], by=by)
    return sorted(before - set(claims.all()))


def _take_claims_back(merge, by):
    """Each has its own changes again: those that the merge replaced stand as they were, with their
    evidence, and what came in their place goes."""
    replaced = Outcome.objects.filter(pk__in=merge.moved.get(REPLACED, ()), deleted_reason=ANEW)
    replaced.update(deleted_at=None, deleted_reason="", updated_at=timezone.now())
    recompute_changes([merge.survivor, merge.loser], by=by)


def _bring_ahead_back(merge):
    """What is ahead of the losing record went along where the survivor was transferred since."""
    since = Transfer.objects.filter(client=merge.survivor, made_at__gt=merge.made_at)
    for rows in (Appointment.objects.ahead(), FollowUp.objects.open()):
        gone = rows.filter(client=merge.loser, center__in=since.values("to_center"))
        gone.update(center=merge.loser.center)


def _give_back(survivor, merge):
    for name, value in merge.before.items():
        if _plain(getattr(survivor, name)) == merge.after[name]:
            field = Client._meta.get_field(name.removesuffix("_id"))
            setattr(survivor, name, field.to_python(value) if not field.is_relation else value)
    survivor.save()


def _refresh(client):
    refresh_client(client)
    remember_first_session(client)
