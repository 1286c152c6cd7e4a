"""What happens when a client is registered or changed."""

from django.db import transaction
from django.utils import timezone

from centers.folding import document_key, fold, fold_firm, phone_key
from clients import matching, rules
from clients.models import Client, ClientContact, Consent, Contact, OwnershipThreshold, Sex
from clients.signals import announce


@transaction.atomic
def register_client(*, center, by, contact=None, consent=None, uuid=None, **fields):
    """Stores a client of `center` with its first contact and consent.

    `contact`: fields of a Contact (name, surname, sex, phone, …) or None; `consent`: fields of a
    Consent or None. A `uuid` that is already there is the same client sent again.
    """
    if uuid and (known := Client.objects.filter(uuid=uuid).first()):
        return known
    person = add_contact(country=center.country, **contact) if contact else None
    fields["name"] = (fields.get("name") or "").strip() or str(person or "")
    fields.setdefault("registered_on", timezone.localdate())
    client = Client(center=center, country=center.country, **fields)
    if uuid:
        client.uuid = uuid
    client.folded_name = fold_firm(client.name)
    client.phone_key = phone_key(client.phone)
    client.save()
    if person:
        ClientContact.objects.create(
            client=client, contact=person, role=ClientContact.Role.FIRST_CONTACT
        )
    if consent:
        Consent.objects.create(client=client, recorded_by=by, **consent)
    refresh_client(client)
    announce(client.pk)
    return client


@transaction.atomic
def change_client(*, client, by, **fields):
    """Changes facts of a client; labels and search text follow."""
    for name, value in fields.items():
        setattr(client, name, value)
    client.save()
    refresh_client(client)
    announce(client.pk)
    return client


def add_contact(*, country, **fields):
    """Stores a person; the folded name and the search keys follow from the fields."""
    person = Contact(country=country, **fields)
    return save_contact(person)


def save_contact(person):
    person.folded_name = fold(f"{person.name} {person.surname}")[:240]
    person.phone_key = phone_key(person.phone)
    person.document_key = document_key(person.document)
    person.save()
    return person


def current_links(client, day=None):
    """Roles of people at the client that hold on `day` (default today)."""
    day = day or timezone.localdate()
    links = client.links.select_related("contact")
    return [
        link
        for link in links
        if (not link.starts_on or link.starts_on <= day)
        and (not link.ends_on or link.ends_on > day)
    ]


def ownership(client, day=None):
    """(percent owned by women, managed by one) on `day` by people's roles; None = not known."""
    links = current_links(client, day)
    owners = [
        (link.contact.sex, link.share) for link in links if link.role == ClientContact.Role.OWNER
    ]
    share = rules.women_share(owners)
    if share is None:
        share = client.declared_women_share
    managers = [link.contact.sex for link in links if link.role == ClientContact.Role.MANAGER]
    known = [sex for sex in managers if sex != Sex.NOT_STATED]
    managed = (Sex.WOMAN in known) if known else None
    return share, managed


def thresholds_on(country, day):
    """The thresholds that hold in the country (a code) on `day`: dated data, else the defaults."""
    row = OwnershipThreshold.objects.valid_on(country, day)
    if row is None:
        return rules.DEFAULT_THRESHOLDS
    return rules.Thresholds(row.version, row.owned, row.majority, row.led)


def refresh_client(client):
    """Brings the computed columns up to date: labels, sex of the first contact, search text."""
    links = current_links(client)
    first = next((li for li in links if li.role == ClientContact.Role.FIRST_CONTACT), None)
    share, managed = ownership(client)
    limits = thresholds_on(client.country_id, timezone.localdate())
    values = {
        "folded_name": fold_firm(client.name),
        "phone_key": phone_key(client.phone),
        "document_key": document_key(client.document),
        "women_owned": rules.women_owned(share, managed, limits),
        "women_led": rules.women_led(share, managed, limits),
        "contact_sex": first.contact.sex if first else client.contact_sex,
        "search_text": search_text(client, [link.contact for link in links]),
    }
    for name, value in values.items():
        setattr(client, name, value)
    Client.objects.filter(pk=client.pk).update(**values)
    matching.index([client])


def search_text(client, people):
    """Everything a client is searched by, folded: firm, people, digits of phones and documents."""
    parts = [fold(client.name), phone_key(client.phone), document_key(client.document)]
    for person in people:
        parts += [fold(str(person)), phone_key(person.phone), document_key(person.document)]
    return " ".join(dict.fromkeys(part for part in parts if part))
