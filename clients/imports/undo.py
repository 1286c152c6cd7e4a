"""Taking a whole import back, for 30 days; what was changed since is kept or undone by choice."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from centers.keys import uuid7
from clients.actions import PeriodClosed, refresh_client
from clients.imports.store import remember_first_sessions
from clients.models import Client, ClientContact, Contact, ImportRun, Outcome, Session, Situation
from clients.resources.base import BATCH
from clients.signals import announce

SLACK = timedelta(seconds=60)  # between the first row written and the moment noted for the run


class CannotUndo(Exception):
    """The import cannot be taken back; str() says why."""


def changed_since(run):
    """{"session": rows, "outcome": rows, "client": rows} of the run that somebody changed later."""
    return {
        "session": _changed(Session, run).select_related("client"),
        "outcome": _changed(Outcome, run).select_related("client"),
        "client": _changed(Client, run),
    }


def _mine(model, run):
    """The rows that the run stored, by their ranges of ids."""
    kept = run.stored_rows.get(model._meta.model_name, [])
    return model.objects.filter(reduce(or_, (Q(pk__range=one) for one in kept), Q(pk__in=[])))


def _changed(model, run):
    later = Q(updated_at__gt=run.stored_at + SLACK)
    return _mine(model, run).filter(later, deleted_at=None)


@transaction.atomic
def undo_run(*, run, by, keep_changed=True):
    """Puts aside every row the run stored; returns how many, by model.

    Rows changed since are kept when `keep_changed`, and so are clients that others work with by
    now. Columns that the run filled on older clients are emptied again where they still hold what
    the run wrote.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if not run.can_be_undone:
        raise CannotUndo(_("This import can no longer be undone."))
    _check_open(run)
    counts, touched = {}, set()
    for model in (Outcome, Session, Situation):
        rows = _mine(model, run).filter(deleted_at=None)
        if keep_changed and model is not Situation:
            rows = rows.exclude(pk__in=_changed(model, run).values("pk"))
        touched |= set(rows.values_list("client", flat=True))
        counts[model._meta.model_name] = _put_aside(model, rows)
    counts["client"] = _put_aside(Client, _lonely_clients(run, keep_changed))
    _end_links(run)
    _empty_again(run)
    remember_first_sessions(touched)
    run.state, run.undone_at = ImportRun.State.UNDONE, timezone.now()
    run.save(update_fields=["state", "undone_at"])
    announce(*touched)
    return counts


def _check_open(run):
    """A closed period is only restated: rows that counted in one cannot be taken back."""
    locked = run.center.locked_through
    if not locked:
        return
    counted = _mine(Session, run).filter(held_on__lte=locked, late=False, deleted_at=None)
    claims = _mine(Outcome, run).filter(occurred_on__lte=locked, late=False, deleted_at=None)
    if counted.exists() or claims.exists():
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


def _lonely_clients(run, keep_changed):
    """Clients of the run to whom nothing is attached any more."""
    busy = Q()
    for model in (Session, Outcome, Situation):
        attached = model.objects.filter(deleted_at=None, client__in=_mine(Client, run))
        busy |= Q(pk__in=attached.values("client"))
    busy |= Q(appointments__isnull=False) | Q(documents__isnull=False)
    rows = _mine(Client, run).filter(deleted_at=None, merged_into=None)
    rows = rows.exclude(pk__in=Client.objects.filter(busy).values("pk"))
    if keep_changed:
        rows = rows.exclude(pk__in=_changed(Client, run).values("pk"))
    return rows


def _end_links(run):
    """People the run linked to clients that stay are no longer linked."""
    rows = _mine(ClientContact, run).filter(ends_on=None, client__deleted_at=None)
    rows = rows.exclude(client__in=_mine(Client, run).values("pk"))
    clients = list(Client.objects.filter(pk__in=rows.values("client")))
    rows.update(starts_on=None, ends_on=timezone.localdate())
    for client in clients:
        refresh_client(client)


def _empty_again(run):
    """Empties what the run had filled on clients that were there before it."""
    before = run.stored_rows.get("before", {})
    clients = Client.objects.in_bulk([int(pk) for pk in before])
    for pk, filled in before.items():
        client = clients.get(int(pk))
        if client is None:
            continue
        contact = Contact.objects.filter(pk=filled["contact_id"]).first()
        for row, columns in ((client, filled["client"]), (contact, filled["contact"])):
            for column, written in columns.items() if row else ():
                if str(getattr(row, column)) == written:
                    setattr(row, column, row._meta.get_field(column).get_default())
            if row and columns:
                row.save()
        refresh_client(client)
