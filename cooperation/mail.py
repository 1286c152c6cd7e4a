"""The app's messages: text and HTML side by side, in the reader's language."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cooperation.addresses import absolute
from cooperation.bulletin_pages import entries_of

LASTING = 500  # replies from here on mean that trying again is of no use


def connection():
    """An open line to the mail server, used for a whole batch."""
    return get_connection()


def _message(name, context, *, subject, to, headers=None, server=None):
    context = {"network_name": settings.NETWORK_NAME, "site_url": settings.SITE_URL, **context}
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string(f"cooperation/mail/{name}.txt", context),
        to=[to],
        headers=headers,
        connection=server,
    )
    message.attach_alternative(
        render_to_string(f"cooperation/mail/{name}.html", context), "text/html"
    )
    return message


def unsubscribe_headers(reader):
    """One click in the reader's mail program ends the subscription (RFC 8058)."""
    address = absolute(reverse("cooperation:unsubscribe", args=[reader.token]))
    return {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
        "Auto-Submitted": "auto-generated",
    }


def _issue(bulletin, language):
    """What the message says whoever reads it."""
    web = reverse("cooperation:bulletin-text", args=[bulletin.slug, language])
    return {
        "bulletin": bulletin,
        "language": language,
        "title": bulletin.title(language),
        "introduction": bulletin.introduction(language),
        "items": entries_of(bulletin, language),
        "web_url": absolute(f"{web}?from=mail"),
    }


def bulletin_text(bulletin, language):
    """The plain text of the message, as the editors see it before it leaves."""
    context = {"network_name": settings.NETWORK_NAME, **_issue(bulletin, language)}
    with translation.override(language):
        return render_to_string("cooperation/mail/bulletin.txt", context)


def bulletin_message(bulletin, reader, language, server=None):
    """The issue as a message to `reader`; its links carry nothing that tells who opened them."""
    with translation.override(language):
        context = _issue(bulletin, language) | {
            "choices_url": absolute(reverse("cooperation:subscriber-edit", args=[reader.token])),
            "leave_url": absolute(reverse("cooperation:unsubscribe", args=[reader.token])),
        }
        return _message(
            "bulletin",
            context,
            subject=f"{bulletin.title(language)} · {settings.NETWORK_NAME}",
            to=reader.email,
            headers=unsubscribe_headers(reader)
            | {"Message-ID": f"<bulletin-{bulletin.uuid}-{reader.pk}@{host()}>"},
            server=server,
        )


def host():
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"


class Passing(Exception):
    """The mail server declined for the moment: the message did not leave and may be tried again."""


def send_bulletin(bulletin, reader, language, server):
    """Sends the issue; returns why the reader's address was refused for good, '' when it left.

    Raises Passing where the server asks to try later. Any other trouble (a line that broke) is
    raised as it is: whether the message left is then not known.
    """
    try:
        bulletin_message(bulletin, reader, language, server).send()
    except (SMTPRecipientsRefused, SMTPResponseException) as refused:
        code = _code(refused)
        if code < LASTING:
            raise Passing(f"SMTP {code}") from refused
        return f"SMTP {code}"
    return ""


def _code(refused):
    if isinstance(refused, SMTPRecipientsRefused):
        return next(iter(refused.recipients.values()))[0]
    return refused.smtp_code


def send_confirmation(reader):
    """The message of the double opt-in, or, to a subscriber, the link to the own choices."""
    with translation.override(reader.language):
        known = reader.state == reader.State.ACTIVE
        name = "subscriber-edit" if known else "subscriber-confirm"
        link = absolute(reverse(f"cooperation:{name}", args=[reader.token]))
        subject = _("Your bulletin subscription") if known else _("Confirm your subscription")
        context = {"link": link, "known": known, "language": reader.language}
        _message("confirm", context, subject=subject, to=reader.email).send()


def send_invitation(invitation, calendar, method):
    """The invitation, its change or its cancellation, with the calendar file.

    `method` tells mail programs what the file is (REQUEST or CANCEL), so that they offer to take
    it over.
    """
    with translation.override(invitation.language):
        meeting = invitation.meeting
        again = invitation.sent_at is not None
        path = reverse("cooperation:invitation-answer", args=[invitation.token])
        context = {
            "invitation": invitation,
            "meeting": meeting,
            "link": absolute(path),
            "language": invitation.language,
            "again": again,
        }
        message = _message(
            "invitation", context, subject=_subject(meeting, again), to=invitation.email
        )
        message.attach("invitation.ics", calendar, f"text/calendar; method={method}")
        return message.send()


def _subject(meeting, again):
    if meeting.state == meeting.State.CANCELLED:
        return _("Cancelled: %(meeting)s") % {"meeting": meeting}
    if again:
        return _("Changed: %(meeting)s") % {"meeting": meeting}
    return _("Invitation: %(meeting)s") % {"meeting": meeting}


def send_reminder(commitment, token):
    """Reminds the owner; the link with `token` lets the owner say how it stands."""
    with translation.override(commitment.language):
        context = {
            "commitment": commitment,
            "language": commitment.language,
            "link": absolute(reverse("cooperation:commitment-answer", args=[token])),
        }
        subject = _("A commitment is due on %(day)s") % {"day": commitment.due_on.isoformat()}
        return _message("reminder", context, subject=subject, to=commitment.owner_email).send()


def send_exchange_notice(exchange, listing, language):
    """Tells the contact of `listing` that another country proposes an exchange from it."""
    with translation.override(language):
        context = {
            "exchange": exchange,
            "listing": listing,
            "link": absolute(exchange.get_absolute_url()),
            "language": language,
        }
        subject = _("An exchange is proposed: %(title)s") % {"title": listing}
        return _message("exchange", context, subject=subject, to=listing.contact_email).send()


def send_intake_notice(request, addresses):
    """Tells a center that somebody asks for advice; no word of who, mail is no safe place."""
    with translation.override(request.country.language):
        context = {
            "link": absolute(request.get_absolute_url()),
            "center": request.center,
            "language": request.country.language,
        }
        for address in addresses:
            _message("intake", context, subject=_("A new request for advice"), to=address).send()
