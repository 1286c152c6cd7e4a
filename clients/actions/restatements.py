"""Correcting a record of a closed period: the one way, with reason, old → new, and who."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.changes import recompute_changes
from clients.actions.differences import COMPUTED, is_computed
from clients.actions.doubts import note_correction
from clients.actions.money import freeze
from clients.actions.outcomes import CLAIMED, NotAllowed, follow_on_client
from clients.actions.periods import is_closed
from clients.actions.sessions import remember_first_session
from clients.models import Outcome, Restatement, Session, Situation, Training
from clients.signals import announce
from clients.validation import start_problems

DAYS = {Session: "held_on", Outcome: "occurred_on", Situation: "as_of", Training: "held_on"}
MONEY = ("amount", "currency", "occurred_on")
# Changes that say nothing new about what a claim claims.
BESIDE = {"rate", "rate_date", "rate_source", "amount_usd", "deleted_at", "deleted_reason"}


@transaction.atomic
def restate(*, record, by, reason, **changes):
    """Changes a record of a closed period and keeps what it said before.

    `record`: a Session, Outcome, Situation or Training; `changes`: new values by field. A day may
    not leave the closed periods' records unnoticed: the restatement carries it like any other
    field. Raises NotAllowed with a sentence.
    """
    day = getattr(record, DAYS[type(record)])
    if not is_closed(record.center, day):
        raise NotAllowed(_("This record's period is open. Correct the record itself."))
    if not (reason or "").strip():
        raise NotAllowed(_("Say why the record is restated."))
    changes = {name: new for name, new in changes.items() if getattr(record, name) != new}
    if not changes:
        raise NotAllowed(_("Nothing differs from what is recorded."))
    _check_state(record, by, changes)
    before = {name: getattr(record, name) for name in _followed(record, changes)}
    restatement = Restatement.objects.create(
        center=record.center,
        country=record.country,
        client=getattr(record, "client", None),
        record=type(record)._meta.model_name,
        record_uuid=record.uuid,
        day=day,
        reason=reason.strip(),
        restated_by=by,
    )
    for name, value in changes.items():
        setattr(record, name, value)
    _check_start(record, changes)
    if isinstance(record, Outcome) and any(name in changes for name in MONEY):
        freeze(record)
    if _is_change(record) and set(CLAIMED) & set(changes):
        note_correction(record)
    record.save()
    restatement.changes = {
        name: [as_text(old), as_text(getattr(record, name))]
        for name, old in before.items()
        if old != getattr(record, name)
    }
    restatement.applied_at = timezone.now()
    restatement.save(update_fields=["changes", "applied_at"])
    if _is_verified(record) and {"state", "detail"} & set(changes):
        follow_on_client(record, by)
    if isinstance(record, Session):
        remember_first_session(record.client)
    elif isinstance(record, Situation) or _moves_changes(record):
        recompute_changes([record.client], by=by)
    if restatement.client_id:
        announce(restatement.client_id)
    return restatement


def take_away(*, record, by, reason):
    """Restates a closed record as deleted."""
    return restate(
        record=record, by=by, reason=reason, deleted_at=timezone.now(), deleted_reason=reason
    )


def as_text(value):
    """A value as the restatement keeps it: readable, and the same on every database."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _followed(record, changes):
    """The fields to compare: those that are changed, and the frozen money that follows them."""
    names = set(changes) - {"deleted_reason", "changed_by", "verified_by", "verified_at"}
    if isinstance(record, Outcome) and any(name in changes for name in MONEY):
        names |= {"rate", "amount_usd"}
    return sorted(names)


def _check_state(record, by, changes):
    """A claim of a closed period is verified by somebody who did not write it, too.

    What waits and is restated is then its restater's claim; a verified one stays what it is: the
    restatement itself says who changed it.
    """
    if not isinstance(record, Outcome) or _is_verified(record):
        return
    if changes.get("state") != Outcome.State.VERIFIED:
        if set(changes) - BESIDE:
            changes["changed_by"] = by
        return
    if record.is_by(by) or set(changes) != {"state"}:
        raise NotAllowed(_("Who recorded or changed a result cannot verify it. Ask a colleague."))
    if not record.evidence.exists():
        raise NotAllowed(_("There is no evidence yet. Attach a document before verifying."))
    changes |= {"verified_by": by, "verified_at": timezone.now()}


def _check_start(record, changes):
    """A start stays verified only while it passes what verifying it asks for."""
    if not _is_verified(record) or not {"state", "start_tests", "occurred_on"} & set(changes):
        return
    if problems := start_problems(record):
        raise NotAllowed(" ".join(problems))


def _is_change(record):
    return isinstance(record, Outcome) and is_computed(record)


def _moves_changes(record):
    """Whether what the claim says is taken off the changes of its days, or is one of them."""
    return isinstance(record, Outcome) and record.kind in COMPUTED


def _is_verified(record):
    return isinstance(record, Outcome) and record.state == Outcome.State.VERIFIED
