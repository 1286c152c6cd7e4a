"""What happened, after an import, to the rows it stored: read from the trail of changes."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Max, Q

from centers.models import AuditEntry
from clients.models import (
    Attendance,
    Client,
    ClientContact,
    Consent,
    Contact,
    Evidence,
    Outcome,
    Session,
    Situation,
)

WORK = {Session: "held_on", Outcome: "occurred_on", Situation: "as_of"}
SHOWN = 200
# Columns that follow from others: an exchange rate that came later is nobody's change.
COMPUTED = {
    Outcome: {"rate", "rate_date", "amount_usd"},
    Client: {"women_owned", "women_led", "contact_sex"},
}


def last_entry():
    """The newest entry of the trail: whatever comes later happened after this moment."""
    return AuditEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0


def stored_by(run, model):
    """The rows that the run stored, by their ranges of ids."""
    kept = run.stored_rows.get(model._meta.model_name, [])
    return model.objects.filter(reduce(or_, (Q(pk__range=one) for one in kept), Q(pk__in=[])))


@dataclass(frozen=True)
class Later:
    """A row of an import that somebody changed afterwards, as a page tells it."""

    client: Client
    what: str
    day: date | None
    address: str


def changed_since(run):
    """[Later] of what was changed, clients first; at most SHOWN of each kind."""
    found = [
        Later(client, str(Client._meta.verbose_name), None, client.get_absolute_url())
        for client in changed(Client, run)[:SHOWN]
    ]
    for model, day in WORK.items():
        for row in changed(model, run).select_related("client")[:SHOWN]:
            what = row.get_kind_display() if model is Outcome else model._meta.verbose_name
            place = row.client if model is Situation else row
            found.append(Later(row.client, what, getattr(row, day), place.get_absolute_url()))
    return found


def changed(model, run):
    """The run's rows of a model that somebody changed since, or added a document or person to."""
    rows = stored_by(run, model).filter(deleted_at=None)
    later = Q(pk__in=_touched(run, rows))
    if model is Outcome:
        later |= _by_parts(run, "evidence", Evidence.objects.filter(outcome__in=rows.values("pk")))
    if model is Client:
        links = ClientContact.objects.filter(client__in=rows.values("pk"))
        people = Contact.objects.filter(pk__in=links.values("contact"))
        later |= _by_parts(run, "links", links)
        later |= _by_parts(run, "links__contact", people)
        later |= _by_parts(run, "consents", Consent.objects.filter(client__in=rows.values("pk")))
    return rows.filter(pk__in=model.objects.filter(later).values("pk"))


def changed_links(run):
    """Ids of the run's links of people to clients, where link or person were changed since."""
    links = stored_by(run, ClientContact)
    people = Contact.objects.filter(pk__in=links.values("contact"))
    persons = links.filter(contact__in=_touched(run, people))
    return _touched(run, links) | set(persons.values_list("pk", flat=True))


def _by_parts(run, path, parts):
    return Q(**{f"{path}__in": _touched(run, parts, added=True)})


def _touched(run, rows, *, added=False):
    """Ids of `rows` of which the trail tells a change (or, with `added`, anything) since."""
    mark = run.stored_rows.get("last_entry")
    after = Q(at__gt=run.stored_at) if mark is None else Q(pk__gt=mark)
    entries = AuditEntry.objects.filter(after, record=rows.model._meta.db_table)
    entries = entries.filter(number__in=rows.order_by().values("pk")).order_by()
    computed = COMPUTED.get(rows.model, set())
    return {
        entry.number
        for entry in entries
        if (added or entry.action == AuditEntry.Action.UPDATE)
        and (not entry.changes or set(entry.changed) - computed)
    }


def in_use(run):
    """The run's clients with whom others work by now: what they added stays, so these stay."""
    used = Q(appointments__isnull=False) | Q(documents__isnull=False)
    for model in WORK:
        own = stored_by(run, model).values("pk")
        added = model.objects.filter(deleted_at=None).exclude(pk__in=own)
        used |= Q(pk__in=added.values("client"))
    came = Attendance.objects.values("contact")
    used |= Q(pk__in=ClientContact.objects.filter(contact__in=came).values("client"))
    mine = stored_by(run, Client).filter(deleted_at=None, merged_into=None)
    return mine.filter(pk__in=Client.objects.filter(used).values("pk"))
