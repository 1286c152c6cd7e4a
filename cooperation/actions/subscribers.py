"""Readers of the bulletin: asked twice before the first issue, gone with one click."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from cooperation import mail
from cooperation.models import Subscriber

State = Subscriber.State
WAITS = timedelta(days=30)  # so long the link of the first message may be used


@transaction.atomic
def subscribe(*, email, language, topics=(), country=None):
    """Asks the owner of the address to confirm; the page answers the same whoever it is.

    Somebody who is subscribed already gets a message with the link to the own choices instead.
    """
    email = email.strip().lower()
    reader = Subscriber.objects.select_for_update().filter(email__iexact=email).first()
    if reader is None:
        reader = Subscriber(email=email)
    if reader.state != State.ACTIVE:
        reader.state, reader.language = State.PENDING, language
        reader.topics, reader.country = list(topics), country
        reader.hard_bounces = 0
    reader.asked_at = timezone.now()
    reader.save()
    transaction.on_commit(lambda: mail.send_confirmation(reader))
    return reader


@transaction.atomic
def confirm(*, subscriber):
    """The second yes, by the link in the message."""
    if subscriber.state != State.ACTIVE:
        subscriber.state, subscriber.confirmed_at = State.ACTIVE, timezone.now()
        subscriber.left_at = None
        subscriber.save()
    return subscriber


def reader_counts():
    """[(state in words, how many addresses)]: numbers only, the addresses are shown to nobody."""
    counts = dict(Subscriber.objects.order_by().values_list("state").annotate(Count("pk")))
    return [(label, counts.get(state, 0)) for state, label in State.choices]


def forget_unconfirmed(now=None):
    """Deletes addresses that somebody entered and whose owner never confirmed; how many."""
    old = (now or timezone.now()) - WAITS
    waiting = Subscriber.objects.filter(state=State.PENDING, asked_at__lt=old, deliveries=None)
    return waiting.delete()[1].get("cooperation.Subscriber", 0)


@transaction.atomic
def unsubscribe(*, subscriber):
    """Ends the subscription at once; doing it again changes nothing."""
    if subscriber.state != State.LEFT:
        subscriber.state, subscriber.left_at = State.LEFT, timezone.now()
        subscriber.save()
    return subscriber


@transaction.atomic
def change_choices(*, subscriber, language, topics, country):
    subscriber.language, subscriber.topics = language, list(topics)
    subscriber.country = country
    subscriber.save()
    return subscriber
