"""Writes the people, keys and dated figures of a plan."""

from centers.folding import document_key, fold, phone_key
from clients import actions
from clients.imports import recorded
from clients.imports.matching import key_source
from clients.models import Client, ClientContact, ClientKey, Contact, Situation
from clients.resources.base import BATCH


def store_people(plan, made):
    """Links people to their clients; labels of those clients follow from roles and shares."""
    contacts, links = [], []
    for draft, person, values, roles in plan.people:
        if person["own"]:
            person["contact"] = draft.contact_id
        if person["contact"] is None:
            person["contact"] = contact_of(plan.center, recorded.person_fields(values))
            contacts.append(person["contact"])
        links += [(draft, person, values, role) for role in roles]
    made[Contact] += Contact.objects.bulk_create(contacts, batch_size=BATCH)
    rows = [_link(draft, person["contact"], values, role) for draft, person, values, role in links]
    made[ClientContact] += ClientContact.objects.bulk_create(rows, batch_size=BATCH)
    for client in Client.objects.filter(pk__in={row.client_id for row in rows}).iterator(BATCH):
        actions.refresh_client(client)


def contact_of(center, fields):
    contact = Contact(country_id=center.country_id, **fields)
    contact.folded_name = fold(str(contact))[:240]
    contact.phone_key = phone_key(contact.phone)
    contact.document_key = document_key(contact.document)[:40]
    return contact


def _link(draft, contact, values, role):
    link = ClientContact(client_id=draft.pk, role=role, starts_on=values["starts_on"])
    if role == ClientContact.Role.OWNER:
        link.share = values["share"]
    if isinstance(contact, Contact):
        link.contact = contact
    else:
        link.contact_id = contact
    return link


def store_keys(plan):
    """The clients' keys in another system, so that the next file finds them by these."""
    found = [(draft, draft.values.get("external_id")) for draft in plan.clients]
    found += [(draft, draft.filled.get("external_id")) for draft in plan.changed]
    source = key_source(plan.center)
    keys = [ClientKey(client_id=draft.pk, source=source, key=key) for draft, key in found if key]
    ClientKey.objects.bulk_create(keys, batch_size=BATCH, ignore_conflicts=True)


def dated_situations(plan, source):
    """Situations of the plan's sheet of figures, with their waves."""
    for draft, values in plan.situations:
        fields = recorded.situation_fields(values)
        fields["currency"] = fields["currency"] or plan.center.country.currency
        wave = values["wave"][0] if values["wave"] else None
        yield Situation(
            client_id=draft.pk,
            as_of=values["as_of"],
            wave=wave or Situation.Wave.OTHER,
            formal_jobs=values["formal_jobs"],
            figures_from=values["figures_from"] or "",
            source=source,
            recorded_by=plan.user,
            center=plan.center,
            country_id=plan.center.country_id,
            **fields,
        )
