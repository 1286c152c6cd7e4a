"""Clients of a plan: those to be created, and what is added to those that are stored."""

from datetime import date

from django.utils import timezone

from centers.folding import document_key, fold, fold_firm, phone_key
from centers.models import User
from clients import actions, matching, rules
from clients.actions.clients import search_text
from clients.imports import recorded
from clients.imports.store_people import contact_of
from clients.models import Client, ClientContact, Contact, Formalization
from clients.resources.base import BATCH


def owned(plan):
    return {"center": plan.center, "country_id": plan.center.country_id}


def store_clients(plan, resource, made):
    first_seen = _first_days(plan)
    drafts, clients, advisors = plan.clients, [], advisors_of(plan.center)
    for draft in drafts:
        fields = recorded.client_fields(draft.values)
        share = fields["declared_women_share"]
        since = draft.values["registered_on"] or first_seen.get(draft) or timezone.localdate()
        draft.values["registered_on"] = since
        client = Client(uuid=draft.uuid, registered_on=since, **owned(plan), **fields)
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


def fill_clients(plan):
    """Adds to stored clients what they did not know; what they know is never overwritten.

    Returns {client id: {"client": {column: text written}, "contact": …, "contact_id", "key"}}.
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
        before[client.pk] = {
            "client": own,
            "contact": persons,
            "contact_id": draft.contact_id,
            "key": draft.filled.get("external_id"),
        }
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


def advisors_of(center):
    """{folded name: user id} of the people of the center; a name two share tells nobody."""
    found = {}
    for pk, name in (
        User.objects.filter(memberships__center=center).distinct().values_list("pk", "name")
    ):
        found[fold(name)] = None if fold(name) in found else pk
    return found
