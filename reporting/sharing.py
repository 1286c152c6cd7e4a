"""Reports handed out: signed links that expire, sent by mail; who opened them, and when."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from centers import formats
from reporting import withdrawals
from reporting.models import ReportLink, ReportOpening

SALT = "report-link"


class LinkEnded(Exception):
    """The link is not ours, has expired, was withdrawn, or its edition is gone."""


def address_of_link(link):
    """The full address of a link; its last part cannot be guessed or altered."""
    token = signing.dumps(link.uuid.hex, salt=SALT)
    return settings.SITE_URL + reverse("reporting:shared-report", args=[token])


def link_of(token):
    """The working link of a token; raises LinkEnded."""
    try:
        found = signing.loads(token, salt=SALT)
        link = ReportLink.objects.select_related("report__edition__replaced_by").get(uuid=found)
    except (signing.BadSignature, ReportLink.DoesNotExist, ValueError) as error:
        raise LinkEnded from error
    edition = link.report.edition
    if not link.works or withdrawals.honour_withdrawals(edition) != edition:
        raise LinkEnded
    return link


@transaction.atomic
def send_report(*, report, email, days, note, by):
    """Stores a link that works for `days` days, and mails it in the report's language."""
    link = ReportLink.objects.create(
        report=report,
        email=email,
        note=note,
        expires_at=timezone.now() + timedelta(days=days),
        sent_by=by,
    )
    message = _message(link, by)
    transaction.on_commit(message.send)
    return link


@transaction.atomic
def withdraw_link(*, link):
    link.withdrawn_at = timezone.now()
    link.save(update_fields=["withdrawn_at"])
    return link


def note_opening(link):
    return ReportOpening.objects.create(link=link)


def _message(link, by):
    edition = link.report.edition
    with translation.override(link.report.language), formats.country(edition.data_country):
        names = {"place": edition.place_name, "period": edition.period_name}
        text = render_to_string(
            "reporting/report_mail.txt",
            {
                "link": link,
                "address": address_of_link(link),
                "until": formats.long_day(link.expires_at),
                "network": settings.NETWORK_NAME,
                "sender": by,
                **names,
            },
        )
        subject = _("Impact report %(place)s, %(period)s") % names
    answer_to = [by.email] if getattr(by, "email", "") else []
    return EmailMessage(subject, text, None, [link.email], reply_to=answer_to)
