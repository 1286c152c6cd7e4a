"""The people behind a client, what it is registered as, and what it agreed to."""

from django.db import transaction
from django.utils import timezone

from clients.actions.clients import add_contact, refresh_client, save_contact
from clients.models import ClientContact, Consent, Formalization
from clients.signals import announce


@transaction.atomic
def set_person(*, client, by, roles, share=None, contact=None, **facts):
    """Stores a person of `client` and the roles held from today on; `share` is the owner's, in %.

    Roles that are no longer named end today. Labels such as women-owned follow.
    """
    if contact is None:
        contact = add_contact(country=client.country, **facts)
    else:
        for name, value in facts.items():
            setattr(contact, name, value)
        save_contact(contact)
    today = timezone.localdate()
    held = {link.role: link for link in client.links.filter(contact=contact, ends_on=None)}
    for role in set(held) - set(roles):
        _end(held[role], today)
    for role in roles:
        owned = share if role == ClientContact.Role.OWNER else None
        link = held.get(role)
        if link and link.share != owned and link.starts_on and link.starts_on < today:
            _end(link, today)  # the old share stays true for the time before
            link = None
        if link is None:
            new = bool(held) or client.links.filter(role=role).exists()
            started = today if new else None
            link = ClientContact(client=client, contact=contact, role=role, starts_on=started)
        link.share = owned
        link.save()
    refresh_client(client)
    announce(client.pk)
    return contact


def _end(link, today):
    if link.starts_on and link.starts_on >= today:
        link.delete()
        return
    link.ends_on = today
    link.save(update_fields=["ends_on"])


@transaction.atomic
def set_formalizations(*, client, by, kinds):
    """`kinds`: {kind: day since or None}: what the client is registered as."""
    client.formalizations.exclude(kind__in=kinds).delete()
    for kind, since in kinds.items():
        Formalization.objects.update_or_create(client=client, kind=kind, defaults={"since": since})
    announce(client.pk)


@transaction.atomic
def record_consent(*, client, by, **fields):
    """Keeps what the client agreed to, with the version and language of the text."""
    return Consent.objects.create(client=client, recorded_by=by, **fields)


@transaction.atomic
def withdraw_consent(*, consent, by, day):
    """The client takes the consent back from `day` on; that it was given stays on record.

    Who no longer wants to be told of in public means every story, not the one of this row.
    """
    taken = Consent.objects.filter(pk=consent.pk)
    if consent.kind == Consent.Kind.PUBLISH:
        taken = Consent.objects.filter(
            client=consent.client_id, kind=consent.kind, withdrawn_on=None
        )
    taken.update(withdrawn_on=day)
    consent.withdrawn_on = day
    return consent
