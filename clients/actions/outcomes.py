"""What happens to a claim: declared, evidenced, verified or returned."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.changes import ANEW, recompute_changes
from clients.actions.clients import change_client
from clients.actions.differences import COMPUTED, is_computed, is_fixed
from clients.actions.doubts import note_correction
from clients.actions.money import freeze
from clients.actions.periods import check_open, is_closed
from clients.actions.refusals import NotAllowed, check_not_erased
from clients.models import Client, Evidence, Formalization, Outcome, Situation
from clients.signals import announce
from clients.validation import start_problems

CLAIMED = ("quantity", "women", "amount", "currency", "occurred_on")


@transaction.atomic
def declare_outcome(*, client, by, uuid=None, center=None, **fields):
    """Stores a claim of `client`, its money frozen in US dollars at the rate of its date.

    A `uuid` that is already there is the same claim sent again.
    """
    if uuid and (known := Outcome.objects.filter(uuid=uuid).first()):
        return known
    check_not_erased(client)
    center = center or (by and by.home_center) or client.center
    if center.country_id != client.country_id:
        center = client.center
    outcome = Outcome(
        client=client, center=center, country=center.country, recorded_by=by, **fields
    )
    if uuid:
        outcome.uuid = uuid
    outcome.late = bool(center.locked_through and outcome.occurred_on <= center.locked_through)
    freeze(outcome)
    outcome.save()
    _take_off_changes(outcome, by)
    announce(client.pk)
    return outcome


@transaction.atomic
def change_outcome(*, outcome, by, **fields):
    """Corrects a claim whose day, old and new, is in an open period.

    What was verified is no longer what stands there, so a verified claim waits again; a returned
    one goes back into the queue. Money is frozen anew only where amount, currency or day changed. A
    change between situations keeps the figures written here, whatever the situations say later.
    """
    check_not_erased(outcome.client)
    check_open(outcome.center, outcome.occurred_on, fields.get("occurred_on"))
    before = {name: getattr(outcome, name) for name in (*CLAIMED, "kind")}
    for name, value in fields.items():
        setattr(outcome, name, value)
    outcome.changed_by = by
    changed = {name for name, value in before.items() if getattr(outcome, name) != value}
    if changed & {"amount", "currency", "occurred_on"}:
        freeze(outcome)
    if changed and is_computed(outcome):
        note_correction(outcome)
    outcome.state = outcome.waiting_state()
    outcome.verified_by = outcome.verified_at = None
    outcome.returned_reason = outcome.returned_note = ""
    outcome.save()
    _take_off_changes(outcome, by, before["kind"])
    announce(outcome.client_id)
    return outcome


@transaction.atomic
def delete_outcome(*, outcome, by, reason):
    """Puts a claim aside with its reason; nothing is removed."""
    check_not_erased(outcome.client)
    check_open(outcome.center, outcome.occurred_on)
    outcome.deleted_at, outcome.deleted_reason = timezone.now(), reason
    outcome.save(update_fields=["deleted_at", "deleted_reason", "updated_at"])
    _take_off_changes(outcome, by)
    announce(outcome.client_id)
    return outcome


@transaction.atomic
def restore_outcome(*, outcome, by):
    """Takes a deleted claim back as it was; not one whose change was computed anew since."""
    check_not_erased(outcome.client)
    check_open(outcome.center, outcome.occurred_on)
    if is_computed(outcome) and _was_computed_anew(outcome):
        raise NotAllowed(_("This change has been computed anew from the situations since."))
    outcome.deleted_at, outcome.deleted_reason = None, ""
    outcome.save(update_fields=["deleted_at", "deleted_reason", "updated_at"])
    _take_off_changes(outcome, by)
    announce(outcome.client_id)
    return outcome


def _was_computed_anew(outcome):
    """Whether another claim took its place, or its two situations no longer follow each other."""
    if outcome.deleted_reason == ANEW:
        return True
    after = outcome.to_situation
    known = Outcome.objects.alive().filter(kind=outcome.kind, to_situation=after)
    apart = after.deleted_at or Situation.objects.before(after) != outcome.from_situation
    return known.exists() or bool(apart and not is_fixed(outcome))


def _take_off_changes(outcome, by, *kinds):
    """What a claim says, or said as one of `kinds`, is taken off the changes of the same days."""
    if {outcome.kind, *kinds} & set(COMPUTED):
        recompute_changes([outcome.client], by=by)


@transaction.atomic
def attach_evidence(*, outcome, by, file=None, content=b"", **fields):
    """Adds a document to a claim; a declared or returned claim becomes evidenced.

    A claim that arrived after its period was closed takes documents too, but stays as it is: the
    coordinator verifies it by a restatement.
    """
    check_not_erased(outcome.client)
    closed = is_closed(outcome.center, outcome.occurred_on)
    if not outcome.late:
        check_open(outcome.center, outcome.occurred_on)
    evidence = Evidence(outcome=outcome, added_by=by, **fields)
    if file:
        evidence.sha256 = hashlib.sha256(content or file.read()).hexdigest()
        file.seek(0)
        evidence.file = file
    evidence.save()
    if outcome.state in (Outcome.State.DECLARED, Outcome.State.RETURNED) and not closed:
        returned = outcome.state == Outcome.State.RETURNED
        _move(outcome, Outcome.State.EVIDENCED, returned_reason="", returned_note="")
        if returned:
            _take_off_changes(outcome, by)
    return evidence


@transaction.atomic
def verify_outcome(*, outcome, by):
    """Somebody who neither recorded nor changed an evidenced claim vouches for it."""
    outcome = Outcome.objects.select_for_update().get(pk=outcome.pk)
    check_not_erased(outcome.client)  # its evidence is gone; the claim can be returned
    check_open(outcome.center, outcome.occurred_on)
    if outcome.is_by(by):
        raise NotAllowed(_("Who recorded or changed a result cannot verify it. Ask a colleague."))
    if not outcome.evidence.exists():
        raise NotAllowed(_("There is no evidence yet. Attach a document before verifying."))
    if outcome.state == Outcome.State.VERIFIED:
        raise NotAllowed(_("A colleague has verified this result already."))
    if outcome.state == Outcome.State.RETURNED:
        raise NotAllowed(_("The result was returned; its advisor has to mend it first."))
    if outcome.attribution == Outcome.Attribution.NO:
        raise NotAllowed(_("The client says that the center did not help. Return the result."))
    if problems := start_problems(outcome):
        raise NotAllowed(" ".join(problems))
    _move(outcome, Outcome.State.VERIFIED, verified_by=by, verified_at=timezone.now())
    follow_on_client(outcome, by)
    return outcome


@transaction.atomic
def return_outcome(*, outcome, by, reason, note=""):
    """Sends a claim back to its advisor with a reason from the list (Outcome.ReturnReason)."""
    outcome = Outcome.objects.select_for_update().get(pk=outcome.pk)
    check_open(outcome.center, outcome.occurred_on)
    if reason not in Outcome.ReturnReason.values:
        raise NotAllowed(_("Choose the reason from the list."))
    if reason == Outcome.ReturnReason.OTHER and not note.strip():
        raise NotAllowed(_("Write what has to be mended."))
    _move(
        outcome,
        Outcome.State.RETURNED,
        returned_reason=reason,
        returned_note=note,
        verified_by=None,
        verified_at=None,
    )
    _take_off_changes(outcome, by)  # what is returned says nothing for now
    outcome.refresh_from_db()
    return outcome


def follow_on_client(outcome, by):
    """What a verified claim says about the client: it is in business, it holds a registration."""
    client = outcome.client
    if outcome.kind == Outcome.Kind.BUSINESS_STARTED:
        started_on = client.started_on or outcome.occurred_on
        change_client(client=client, by=by, stage=Client.Stage.IN_BUSINESS, started_on=started_on)
    elif outcome.kind == Outcome.Kind.FORMALIZED:
        kind = outcome.detail or Formalization.Kind.UNSPECIFIED
        Formalization.objects.get_or_create(
            client=client, kind=kind, defaults={"since": outcome.occurred_on}
        )


def _move(outcome, state, **fields):
    fields["state"] = state
    for name, value in fields.items():
        setattr(outcome, name, value)
    outcome.save(update_fields=[*fields, "updated_at"])
    announce(outcome.client_id)
    return outcome
