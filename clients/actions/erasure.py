"""A privacy request: the person goes, what was counted stays, so that no figure changes.

Sessions, results and situations keep their days, minutes, kinds, quantities and money, people
their sex and shares; every word, name, number to call and file goes, also from closed periods,
whose guards leave free text open. Stories follow the withdrawn consent on the floor above.
"""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from centers.dates import local_today
from clients.actions.outcomes import NotAllowed
from clients.closed_guard import columns_of
from clients.models import (
    Appointment,
    Client,
    ClientContact,
    ClientKey,
    Consent,
    Contact,
    Document,
    Evidence,
    FollowUp,
    ImportRun,
    Merge,
    Outcome,
    RecheckItem,
    Restatement,
    SearchKey,
    Session,
    Situation,
    Transfer,
)
from clients.signals import announce

IDENTITY = ("phone", "phone_key", "email", "document", "document_key", "folded_name")
# Words that somebody wrote in records that go on counting.
WORDS = {
    Session: ("note", "next_step", "deleted_reason"),
    Outcome: ("note", "attribution_by", "attribution_text", "returned_note", "deleted_reason"),
    Situation: ("figures_from", "deleted_reason"),
    Appointment: ("place", "note", "deleted_reason"),
    FollowUp: ("closed_reason", "deleted_reason"),
}


@transaction.atomic
def erase_client(*, client, by, reason):
    """Erases who `client` is, with what was merged into it; all that is counted stays.

    `reason`: when and how the person asked; kept. Files leave the storage once this is committed.
    Raises NotAllowed for a record that was merged into another or erased before.
    """
    client = Client.objects.select_for_update().get(pk=client.pk)
    if client.merged_into_id or client.deleted_at:
        raise NotAllowed(_("This record is already merged or deleted."))
    ids = sorted(Client.objects.with_merged(client).values_list("pk", flat=True))
    # What stands in the place of a name is read by whoever reads the country's records.
    with translation.override(client.country.language):
        words = {"client": _("Erased client"), "person": _("Erased person"), "text": _("Erased")}
    _forget_imports(client, ids)
    _erase_people(client, ids, words["person"])
    _erase_records(ids, words["text"])
    _erase_files(ids, words["text"])
    _erase_trails(ids, words["text"])
    taken = Consent.objects.filter(client__in=ids, withdrawn_on=None)
    taken.update(withdrawn_on=local_today(client.center))
    now = timezone.now()
    Client.objects.filter(pk__in=ids).update(
        name=words["client"],
        search_text="",
        national_sector="",
        started_on=None,
        deleted_at=now,
        deleted_reason=reason,
        erased_at=now,
        updated_at=now,
        **dict.fromkeys(IDENTITY, ""),
    )
    announce(*ids)
    client.refresh_from_db()
    return client


def _erase_people(client, ids, nobody):
    """People of these clients alone are blanked. Who belongs to another client too stays there;
    here somebody without a name takes the place, with the same sex."""
    now = timezone.now()
    people = Contact.objects.filter(links__client__in=ids).distinct()
    elsewhere = ClientContact.objects.exclude(client__in=ids).filter(client__deleted_at=None)
    shared = people.filter(pk__in=elsewhere.values("contact"))
    for person in shared:
        stand_in = Contact.objects.create(
            country=client.country, name=nobody, sex=person.sex, erased_at=now
        )
        person.links.filter(client__in=ids).update(contact=stand_in)
    alone = Contact.objects.filter(links__client__in=ids, erased_at=None)
    Contact.objects.filter(pk__in=list(alone.values_list("pk", flat=True))).update(
        name=nobody, surname="", birth_year=None, erased_at=now, **dict.fromkeys(IDENTITY, "")
    )


def _erase_records(ids, text):
    """Words go; what is ahead ends: appointments are cancelled, links to answer no longer open."""
    now = timezone.now()
    for model, names in WORDS.items():
        model.objects.filter(client__in=ids).update(**dict.fromkeys(names, ""))
    Session.objects.filter(client__in=ids).update(next_step_on=None)
    appointments = Appointment.objects.filter(client__in=ids)
    appointments.ahead().update(cancelled_at=now, cancelled_reason=text)
    appointments.exclude(cancelled_at=None).update(cancelled_reason=text)
    followups = FollowUp.objects.filter(client__in=ids)
    followups.filter(closed_at=None).update(closed_at=now)
    followups.update(answers={}, closed_reason=text)
    RecheckItem.objects.filter(outcome__client__in=ids).update(note="")


def _erase_files(ids, text):
    """Documents and evidence lose their files and titles; that there was evidence stays."""
    documents = Document.objects.filter(client__in=ids)
    evidence = Evidence.objects.filter(outcome__client__in=ids)
    for row in (*documents.exclude(file=""), *evidence.exclude(file="")):
        _delete_later(row.file)
    documents.update(
        title=text, file="", sha256="", size=0, deleted_at=timezone.now(), deleted_reason=text
    )
    evidence.update(label=text, file="", sha256="")


def _delete_later(file):
    storage, name = file.storage, file.name
    transaction.on_commit(lambda: storage.delete(name))


def _erase_trails(ids, text):
    """What a merge, a transfer or a restatement kept of it, and all that it was found by."""
    Merge.objects.filter(survivor__in=ids).update(before={}, after={})
    Transfer.objects.filter(client__in=ids).update(reason=text)
    for row in Restatement.objects.filter(client__in=ids):
        counted = columns_of(row.record)
        row.changes = {
            name: pair
            for name, pair in row.changes.items()
            if name in counted or f"{name}_id" in counted
        }
        row.reason = text
        row.save(update_fields=["changes", "reason"])
    ClientKey.objects.filter(client__in=ids).delete()
    SearchKey.objects.filter(client__in=ids).delete()


def _forget_imports(client, ids):
    """Stored imports that brought one of these clients, or work with it, lose file and details.

    They can still be undone: that asks for the ids of rows alone.
    """
    rows = {"client": ids}
    for model in (Session, Outcome, Situation):
        found = model.objects.filter(client__in=ids, source="import")
        rows[model._meta.model_name] = list(found.values_list("pk", flat=True))
    for run in ImportRun.objects.filter(country=client.country).exclude(stored_rows={}):
        before = run.stored_rows.get("before", {})
        filled = before.keys() & set(map(str, ids))
        if not filled and not _brought(run, rows):
            continue
        if run.file:
            _delete_later(run.file)
        for pk in filled:
            del before[pk]
        run.file, run.result, run.fixes, run.same = "", {}, [], {}
        run.save(update_fields=["file", "result", "fixes", "same", "stored_rows"])


def _brought(run, rows):
    """Whether one of `rows` (ids by model) is among those that the run stored."""
    return any(
        first <= pk <= last
        for model, ids in rows.items()
        for first, last in run.stored_rows.get(model, ())
        for pk in ids
    )
