"""Writes a plan in one transaction, in batches; all of it or nothing."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

from centers.folding import document_key, fold, fold_firm, phone_key
from centers.models import ExchangeRate, User
from clients import actions, matching, rules
from clients.actions.clients import search_text
from clients.actions.money import freeze
from clients.imports import recorded
from clients.imports.store_people import (
    contact_of,
    dated_situations,
    store_keys,
    store_people,
)
from clients.models import (
    Client,
    ClientContact,
    Contact,
    Evidence,
    Formalization,
    Outcome,
    Session,
    Situation,
)
from clients.resources import ClientResource, OutcomeResource, SessionResource, SituationResource
from clients.resources.base import BATCH
from clients.signals import announce

SOURCE = "import"


@transaction.atomic
def store_plan(plan):
    """Stores what the plan decided; returns {model: ranges of ids, "before": {client: values}}.

    That is what an undo needs: plain data, to be kept with the run.
    """
    scope = {"user": plan.user, "center": plan.center}
    made = defaultdict(list)
    _store_clients(plan, ClientResource(**scope), made)
    before = _fill_clients(plan)
    store_keys(plan)
    store_people(plan, made)
    _store_situations(plan, SituationResource(**scope), made)
    _store_sessions(plan, SessionResource(**scope), made)
    _store_outcomes(plan, OutcomeResource(**scope), made)
    touched = {draft.pk for draft in (*plan.clients, *plan.changed)}
    served = {draft.pk for _uuid, draft, _values in plan.sessions}
    touched |= {draft.pk for draft, *_rest in (*plan.people, *plan.situations)}
    touched |= served | {draft.pk for _uuid, draft, _values in plan.outcomes}
    remember_first_sessions(served)
    announce(*touched)
    traces = {model._meta.model_name: ranges(_ids(rows)) for model, rows in made.items()}
    return {**traces, "before": before}


def _ids(rows):
    return [row if isinstance(row, int) else row.pk for row in rows]


def ranges(ids):
    """[[first, last], …] of runs of ids: a large import keeps a few numbers, not each id."""
    found = []
    for number in sorted(ids):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def _owned(plan):
    return {"center": plan.center, "country_id": plan.center.country_id}


def _store_clients(plan, resource, made):
    first_seen = _first_days(plan)
    drafts, clients, advisors = plan.clients, [], _advisors(plan.center)
    for draft in drafts:
        fields = recorded.client_fields(draft.values)
        share = fields["declared_women_share"]
        since = draft.values["registered_on"] or first_seen.get(draft) or timezone.localdate()
        draft.values["registered_on"] = since
        client = Client(uuid=draft.uuid, registered_on=since, **_owned(plan), **fields)
        client.advisor_id = advisors.get(fold(draft.values["advisor"]))
        client.folded_name = fold_firm(client.name)[:200]
        client.phone_key, client.document_key = (
            phone_key(client.phone),
            document_key(client.document),
        )
        client.women_owned = rules.women_owned(share, None)
        client.women_led = rules.women_led(share, None)
        person = recorded.contact_fields(draft.values)
        contact = contact_of(plan.center, person) if person else None
        client.search_text = search_text(client, [contact] if contact else [])
        clients.append((draft, client, contact))
    made[Client] = resource.store([client for _draft, client, _contact in clients])
    contacts = [contact for _draft, _client, contact in clients if contact]
    made[Contact] = Contact.objects.bulk_create(contacts, batch_size=BATCH)
    links, formal = [], []
    for draft, client, contact in clients:
        draft.pk = client.pk
        if contact:
            draft.contact_id = contact.pk
            role = ClientContact.Role.FIRST_CONTACT
            links.append(ClientContact(client=client, contact=contact, role=role))
        if draft.values["formal"] == "yes":
            formal.append(Formalization(client=client, kind=Formalization.Kind.UNSPECIFIED))
    made[ClientContact] = ClientContact.objects.bulk_create(links, batch_size=BATCH)
    made[Formalization] = Formalization.objects.bulk_create(formal, batch_size=BATCH)
    for start in range(0, len(clients), BATCH):
        matching.index([client for _draft, client, _contact in clients[start : start + BATCH]])


def _first_days(plan):
    """{draft: its earliest session or outcome of the workbook}, for clients without a date."""
    days = {}
    for lines, name in ((plan.sessions, "held_on"), (plan.outcomes, "occurred_on")):
        for _uuid, draft, values in lines:
            days[draft] = min(values[name], days.get(draft, date.max))
    return days


CLIENT_COLUMNS = {
    "municipality": "municipality", "department": "region", "phone": "phone", "email": "email",
    "tax_number": "document", "started_on": "started_on", "women_share": "declared_women_share",
    "sex": "contact_sex",
}  # fmt: skip
CONTACT_COLUMNS = ("sex", "birth_year", "phone", "email", "document")


def _fill_clients(plan):
    """Adds to stored clients what they did not know; what they know is never overwritten.

    Returns {client id: {"client": {column: text written}, "contact": …, "contact_id"}}.
    """
    before = {}
    rows = Client.objects.select_for_update().in_bulk([draft.pk for draft in plan.changed])
    contacts = Contact.objects.in_bulk([d.contact_id for d in plan.changed if d.contact_id])
    for draft in plan.changed:
        client, contact = rows[draft.pk], contacts.get(draft.contact_id)
        columns = {CLIENT_COLUMNS[n]: draft.filled[n] for n in CLIENT_COLUMNS if n in draft.filled}
        if "sector" in draft.filled:
            isic, text = recorded.sector(draft.filled["sector"])
            columns |= {"sector": isic, "national_sector": text}
        if not contact and "document" in draft.filled and not client.document:
            columns["document"] = draft.filled["document"]
        own = _fill(client, columns)
        client.save()
        persons = _fill(contact, _personal(contact, draft.filled)) if contact else {}
        if persons:
            actions.save_contact(contact)
        actions.refresh_client(client)
        before[client.pk] = {"client": own, "contact": persons, "contact_id": draft.contact_id}
    return before


def _personal(contact, filled):
    """The columns of a contact that are empty and that the line knows."""
    empty = (None, "", recorded.NOT_KNOWN)
    return {
        name: filled[name]
        for name in CONTACT_COLUMNS
        if name in filled and getattr(contact, name) in empty
    }


def _fill(row, columns):
    for name, value in columns.items():
        setattr(row, name, value)
    return {name: str(value) for name, value in columns.items()}


def _store_situations(plan, resource, made):
    rows = []
    for draft in (*plan.clients, *plan.changed):
        values = draft.values if draft in plan.clients else draft.filled
        fields = recorded.situation_fields(values)
        if fields:
            as_of = values.get("as_of") or draft.values.get("registered_on") or timezone.localdate()
            fields["currency"] = fields["currency"] or plan.center.country.currency
            rows.append(
                Situation(
                    client_id=draft.pk,
                    as_of=as_of,
                    wave=Situation.Wave.BASELINE,
                    source=SOURCE,
                    recorded_by=plan.user,
                    **_owned(plan),
                    **fields,
                )  # fmt: skip
            )
    rows += dated_situations(plan, SOURCE)
    made[Situation] = resource.store(rows)


def _advisors(center):
    """{folded name: user id} of the people of the center; a name two share tells nobody."""
    found = {}
    for pk, name in (
        User.objects.filter(memberships__center=center).distinct().values_list("pk", "name")
    ):
        found[fold(name)] = None if fold(name) in found else pk
    return found


def _store_sessions(plan, resource, made):
    advisors, locked = _advisors(plan.center), plan.center.locked_through
    rows = []
    for uuid, draft, values in plan.sessions:
        row = recorded.session_fields(values)
        row["uuid"], row["client_id"] = uuid, draft.pk
        row["advisor_id"] = advisors.get(fold(row["advisor_name"])) if advisors else None
        row["late"] = bool(locked and row["held_on"] <= locked)
        rows.append(row)
    constants = {
        "center_id": plan.center.pk,
        "country_id": plan.center.country_id,
        "source": SOURCE,
        "recorded_by_id": plan.user.pk if plan.user else None,
    }
    made[Session] = resource.store_rows(rows, constants)


def _store_outcomes(plan, resource, made):
    locked, now, rows, evidence = plan.center.locked_through, timezone.now(), [], []
    rate_of = _rates()
    for uuid, draft, values in plan.outcomes:
        fields = recorded.outcome_fields(values)
        verified = fields["state"] == Outcome.State.VERIFIED
        outcome = Outcome(
            uuid=uuid, client_id=draft.pk, source=SOURCE, verified_at=now if verified else None,
            recorded_by=None if verified else plan.user,
            late=bool(locked and fields["occurred_on"] <= locked), **_owned(plan), **fields,
        )  # fmt: skip
        freeze(outcome, rate_of)
        rows.append(outcome)
        if values["evidence"]:
            evidence.append(Evidence(outcome=outcome, label=values["evidence"], added_by=plan.user))
    made[Outcome] = resource.store(rows)
    made[Evidence] = Evidence.objects.bulk_create(evidence, batch_size=BATCH)


def _rates():
    """A finder of exchange rates that asks for each currency and month once."""
    known = {}

    def rate_of(currency, day):
        month = currency, day.year, day.month
        if month not in known:
            known[month] = ExchangeRate.objects.valid_for(currency, day)
        return known[month]

    return rate_of


def remember_first_sessions(client_ids):
    """Sets the day of the first reportable session of these clients, one statement a batch."""
    ids = sorted(client_ids)
    first = Session.objects.reportable().filter(client=OuterRef("pk")).order_by()
    first = first.values("client").annotate(day=Min("held_on")).values("day")
    for start in range(0, len(ids), BATCH):
        part = Client.objects.filter(pk__in=ids[start : start + BATCH])
        part.update(first_session_on=Subquery(first))
