"""Taking a whole import back, for 30 days; what was changed since is kept or undone by choice."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from centers.keys import uuid7
from clients.actions import PeriodClosed, recompute_changes, refresh_client
from clients.imports.later import WORK, changed, changed_links, in_use, stored_by
from clients.imports.store import remember_first_sessions
from clients.models import (
    Client,
    ClientContact,
    ClientKey,
    Contact,
    ImportRun,
    Outcome,
    Situation,
)
from clients.resources.base import BATCH
from clients.signals import announce


class CannotUndo(Exception):
    """The import cannot be taken back; str() says why."""


@transaction.atomic
def undo_run(*, run, by, keep_changed=True):
    """Puts aside every row the run stored; returns how many, by model.

    Rows changed since are kept when `keep_changed`; clients that others work with by now are kept
    in any case. Columns that the run filled on older clients are emptied again where they still
    hold what the run wrote, and claims computed from its situations are computed anew.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if not run.can_be_undone:
        raise CannotUndo(_("This import can no longer be undone."))
    _check_open(run)
    kept = {
        model: set(changed(model, run).values_list("pk", flat=True)) if keep_changed else set()
        for model in (*WORK, Client)
    }
    counts, touched = {}, set()
    compared = _clients_compared(run)
    for model in WORK:
        rows = stored_by(run, model).filter(deleted_at=None).exclude(pk__in=kept[model])
        touched |= set(rows.values_list("client", flat=True))
        counts[model._meta.model_name] = _put_aside(model, rows)
    lonely = _lonely_clients(run).exclude(pk__in=kept[Client])
    ClientKey.objects.filter(client__in=lonely.values("pk")).delete()
    counts["client"] = _put_aside(Client, lonely)
    _end_links(run, keep_changed)
    _empty_again(run)
    recompute_changes(Client.objects.alive().filter(pk__in=compared), by=by)
    remember_first_sessions(touched)
    run.state, run.undone_at = ImportRun.State.UNDONE, timezone.now()
    run.save(update_fields=["state", "undone_at"])
    announce(*touched)
    return counts


def _clients_compared(run):
    """Clients with claims that were computed from a situation of the run."""
    mine = stored_by(run, Situation).values("pk")
    claims = Outcome.objects.alive().filter(Q(from_situation__in=mine) | Q(to_situation__in=mine))
    return set(claims.values_list("client", flat=True))


def _check_open(run):
    """A closed period is only restated: rows dated in one, late ones too, are not taken back."""
    locked = run.center.locked_through
    if not locked:
        return
    rows = (
        stored_by(run, model).filter(**{f"{day}__lte": locked}, deleted_at=None)
        for model, day in WORK.items()
    )
    if any(found.exists() for found in rows):
        raise PeriodClosed(
            _("Part of this import lies in a period that is closed. Ask for a restatement.")
        )


def _put_aside(model, rows):
    """Marks rows deleted and frees their keys, so that the same file can be loaded again."""
    rows = list(rows.only("pk"))
    now, reason = timezone.now(), _("Import undone")
    for row in rows:
        row.deleted_at, row.deleted_reason, row.uuid = now, reason, uuid7()
    fields = ["deleted_at", "deleted_reason", "uuid"]
    model.objects.bulk_update(rows, fields, batch_size=BATCH // 4)
    return len(rows)


def _lonely_clients(run):
    """Clients of the run to whom nothing is attached any more."""
    busy = Q(pk__in=in_use(run).values("pk"))
    for model in WORK:
        attached = model.objects.filter(deleted_at=None, client__in=stored_by(run, Client))
        busy |= Q(pk__in=attached.values("client"))
    rows = stored_by(run, Client).filter(deleted_at=None, merged_into=None)
    return rows.exclude(pk__in=Client.objects.filter(busy).values("pk"))


def _end_links(run, keep_changed):
    """People the run linked to clients that were there before are no longer linked."""
    rows = stored_by(run, ClientContact).filter(ends_on=None, client__deleted_at=None)
    rows = rows.exclude(client__in=stored_by(run, Client).values("pk"))
    if keep_changed:
        rows = rows.exclude(pk__in=changed_links(run))
    rows = ClientContact.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))
    clients = list(Client.objects.filter(pk__in=rows.values("client")))
    rows.update(starts_on=None, ends_on=timezone.localdate())
    for client in clients:
        refresh_client(client)


def _empty_again(run):
    """Takes from clients that were there before it what the run had filled in."""
    before = run.stored_rows.get("before", {})
    clients = Client.objects.in_bulk([int(pk) for pk in before])
    for pk, filled in before.items():
        client = clients.get(int(pk))
        if client is None:
            continue
        ClientKey.objects.filter(client=client, key=filled.get("key") or "").delete()
        contact = Contact.objects.filter(pk=filled["contact_id"]).first()
        for row, columns in ((client, filled["client"]), (contact, filled["contact"])):
            for column, written in columns.items() if row else ():
                if str(getattr(row, column)) == written:
                    setattr(row, column, row._meta.get_field(column).get_default())
            if row and columns:
                row.save()
        refresh_client(client)
