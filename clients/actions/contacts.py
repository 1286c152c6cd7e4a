"""What happens when a person behind clients is added or changed."""

from django.db import transaction

from clients.actions.clients import add_contact, refresh_client, save_contact
from clients.models import Client, ClientContact, Contact
from clients.signals import announce


@transaction.atomic
def link_contact(*, client, by, role, share=None, uuid=None, starts_on=None, **fields):
    """Adds a person to a client in a role; the client's labels follow.

    A `uuid` that is already there is the same person sent again.
    """
    if uuid and (known := Contact.objects.filter(uuid=uuid).first()):
        return known
    more = {"uuid": uuid} if uuid else {}
    person = add_contact(country=client.country, **fields, **more)
    ClientContact.objects.create(
        client=client, contact=person, role=role, share=share, starts_on=starts_on
    )
    refresh_client(client)
    announce(client.pk)
    return person


@transaction.atomic
def change_contact(*, contact, by, **fields):
    """Changes facts of a person; the labels of every client it belongs to follow."""
    for name, value in fields.items():
        setattr(contact, name, value)
    save_contact(contact)
    clients = list(Client.objects.filter(links__contact=contact).distinct())
    for client in clients:
        refresh_client(client)
    announce(*(client.pk for client in clients))
    return contact
