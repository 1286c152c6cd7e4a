"""The words of a follow-up and the ways to send them, without any paid service."""

from urllib.parse import quote

import phonenumbers
from django.utils import translation
from django.utils.translation import gettext as _

from clients.models import ClientContact

WAYS = ("whatsapp", "sms", "mail")


def person(followup):
    """The client's first contact, else any person of it, else None."""
    links = list(followup.client.links.select_related("contact"))
    links.sort(key=lambda link: link.role != ClientContact.Role.FIRST_CONTACT)
    return links[0].contact if links else None


def phone(followup):
    """The number to reach the client in E.164 digits without '+', or None."""
    contact = person(followup)
    written = followup.client.phone or (contact.phone if contact else "")
    try:
        number = phonenumbers.parse(written, followup.client.country_id)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:]


def address(followup):
    """The client's e-mail address, or an empty string."""
    contact = person(followup)
    return followup.client.email or (contact.email if contact else "")


def language(followup):
    """The language in which the client is written to."""
    return followup.client.language or followup.client.country.language


def first_name(followup):
    contact = person(followup)
    return (contact.name if contact else followup.client.name).split(" ")[0]


def text(followup, link):
    """(subject, text) in the active language, with the signed link."""
    subject = _("How is your business? Five questions from %(center)s") % {
        "center": followup.center.name
    }
    body = _(
        "Hello, %(name)s. %(months)d months ago you began with %(center)s. "
        "How is %(firm)s doing? It takes two minutes: %(link)s"
    ) % {
        "name": first_name(followup),
        "months": followup.months,
        "center": followup.center.name,
        "firm": followup.client.name,
        "link": link,
    }
    return subject, body


def ways(followup):
    """The ways in which this client can be reached."""
    by_phone = ["whatsapp", "sms"] if phone(followup) else []
    return by_phone + (["mail"] if address(followup) else [])


def target(followup, way, link):
    """The address that opens WhatsApp, SMS or mail with the text in it, or None."""
    if way not in ways(followup):
        return None
    with translation.override(language(followup)):
        subject, body = text(followup, link)
    return opening(followup, way, subject, body)


def opening(about, way, subject, body):
    """The address that opens one of the `ways` to the client of `about`, a follow-up or a claim."""
    if way == "whatsapp":
        return f"https://wa.me/{phone(about)}?text={quote(body)}"
    if way == "sms":
        return f"sms:+{phone(about)}?body={quote(body)}"
    return f"mailto:{quote(address(about))}?subject={quote(subject)}&body={quote(body)}"
