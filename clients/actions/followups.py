"""Follow-ups: planned at the first session, sent with a signed link, answered by the client."""

from datetime import timedelta
from decimal import Decimal

from django.core import signing
from django.db import transaction
from django.utils import timezone

from centers.dates import add_months, local_today
from clients.actions.situations import declare_changes, record_situation
from clients.models import FollowUp

SALT = "clients.follow-up"
LINK_LIVES = timedelta(days=90)
QUESTION_OF_ATTRIBUTION = "Did the center help with this?"


class LinkEnded(Exception):
    """The link is too old, altered, or its follow-up was closed."""


@transaction.atomic
def plan_followups(clients):
    """Makes the follow-ups of the country's setting for clients that have a first session.

    Idempotent: those that exist keep their day; set-based, so that an import may call it once.
    """
    FollowUp.objects.bulk_create(
        (
            FollowUp(
                client=client,
                center=client.center,
                country=client.country,
                months=months,
                due_on=add_months(client.first_session_on, months),
            )
            for client in clients
            if client.first_session_on and not client.deleted_at
            for months in client.country.followup_months
        ),
        ignore_conflicts=True,
    )


def token_for(followup):
    """The signed, expiring key of one follow-up, for its link."""
    return signing.dumps(followup.uuid.hex, salt=SALT)


def followup_of(token):
    """The follow-up behind a link. Raises LinkEnded."""
    try:
        found = signing.loads(token, salt=SALT, max_age=LINK_LIVES)
    except signing.BadSignature as error:
        raise LinkEnded from error
    followups = FollowUp.objects.alive().select_related("client__country", "center__country")
    followup = followups.filter(uuid=found).first()
    while followup and followup.client.merged_into_id:  # the one of the client it was merged into
        survivor = followup.client.merged_into_id
        followup = followups.filter(client=survivor, months=followup.months).first()
    if followup is None or followup.closed_at or followup.client.deleted_at:
        raise LinkEnded
    return followup


@transaction.atomic
def mark_sent(*, followup, by, way):
    """Notes that the link went out, and how."""
    followup.sent_at = timezone.now()
    followup.sent_by = way
    followup.save(update_fields=["sent_at", "sent_by"])
    return followup


@transaction.atomic
def save_answer(*, followup, **answers):
    """Keeps one answer at once; what was answered before stays."""
    followup = FollowUp.objects.select_for_update().get(pk=followup.pk)
    followup.answers = {**followup.answers, **{k: _plain(v) for k, v in answers.items()}}
    followup.opened_at = followup.opened_at or timezone.now()
    followup.save(update_fields=["answers", "opened_at"])
    return followup


def _plain(value):
    return str(value) if isinstance(value, Decimal) else value


@transaction.atomic
def close_followup(*, followup, by, reason):
    """Ends an unanswered follow-up, with its reason; it stays in the response rate."""
    followup.closed_at = timezone.now()
    followup.closed_reason = reason
    followup.save(update_fields=["closed_at", "closed_reason"])
    return followup


def today_of(followup):
    return local_today(followup.center)


WAVES = {6: "6", 12: "12", 24: "24"}


@transaction.atomic
def finish_followup(*, followup, by=None):
    """All five answered: they become a situation and, where things grew, declared claims.

    A second call changes nothing. Returns the claims.
    """
    followup = FollowUp.objects.select_for_update().get(pk=followup.pk)
    if followup.answered_at:
        return []
    said = followup.answers
    closed = said.get("in_business") == "no"
    numbers = ["women_full_time", "women_part_time", "men_full_time", "men_part_time"]
    situation = record_situation(
        client=followup.client,
        by=by,
        center=followup.center,
        as_of=today_of(followup),
        wave=WAVES.get(followup.months, "other"),
        sales_national=Decimal(said["sales_national"]),
        sales_export=Decimal(said["sales_export"]),
        figures_from="telephone" if by else "client by link",
        source="followup",
        **{name: 0 if closed else said[name] for name in numbers},
    )
    followup.answered_at = timezone.now()
    followup.situation = situation
    followup.save(update_fields=["answered_at", "situation"])
    return declare_changes(
        situation=situation,
        by=by,
        attribution=said["attribution"],
        answered_by="client",
        question=QUESTION_OF_ATTRIBUTION,
    )
