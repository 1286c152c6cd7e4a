"""Making an issue of the bulletin, and sending it once to each reader."""

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cooperation import mail
from cooperation.actions.items import NotAllowed
from cooperation.models import Bulletin, BulletinEntry, Delivery, Item, Reading, Subscriber
from cooperation.texts import LANGUAGES, pick

BATCH = 50
HARD_BOUNCES = 2  # refused so often, an address is no longer written to
State = Delivery.State


def candidates(bulletin):
    """Public items published in the issue's period, of its country if it has one."""
    items = Item.objects.published().filter(
        published_at__date__gte=bulletin.starts_on, published_at__date__lte=bulletin.ends_on
    )
    if bulletin.country_id:
        items = items.filter(country=bulletin.country_id)
    return items.for_list().order_by("-published_at", "-pk")


@transaction.atomic
def create_bulletin(*, country, starts_on, ends_on, titles, introductions):
    """A draft issue with the next number of its series."""
    series = Bulletin.objects.filter(country=country)
    number = (series.aggregate(last=Max("number"))["last"] or 0) + 1
    base = f"{country.code.lower() if country else 'network'}-{number}"
    bulletin = Bulletin(
        country=country,
        number=number,
        starts_on=starts_on,
        ends_on=ends_on,
        titles=titles,
        introductions=introductions,
    )
    bulletin.slug = f"{base}-{slugify(pick(titles))[:60].strip('-')}".strip("-")
    bulletin.save()
    return bulletin


@transaction.atomic
def set_entries(*, bulletin, items):
    """The items of a draft in this order."""
    _only_draft(bulletin)
    bulletin.entries.all().delete()
    BulletinEntry.objects.bulk_create(
        BulletinEntry(bulletin=bulletin, item=item, position=position)
        for position, item in enumerate(items, start=1)
    )


@transaction.atomic
def change_bulletin(*, bulletin, **fields):
    _only_draft(bulletin)
    for name, value in fields.items():
        setattr(bulletin, name, value)
    bulletin.save()
    return bulletin


def _only_draft(bulletin):
    if bulletin.state != Bulletin.State.DRAFT:
        raise NotAllowed(_("This issue was published: it stays as its readers know it."))


@transaction.atomic
def publish_bulletin(*, bulletin):
    """Opens the issue's page in each language and lists, once, who is to get it by e-mail."""
    bulletin = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    _only_draft(bulletin)
    if not bulletin.public_items():
        raise NotAllowed(_("Choose at least one published item."))
    missing = [code for code in LANGUAGES if not bulletin.titles.get(code)]
    if missing:
        raise NotAllowed(
            _("Write the title in each language; missing: %(codes)s.")
            % {"codes": ", ".join(missing)}
        )
    bulletin.state, bulletin.published_at = Bulletin.State.PUBLISHED, timezone.now()
    bulletin.save()
    queue_deliveries(bulletin)
    return bulletin


def queue_deliveries(bulletin):
    """One row a reader; who has one already gets no second."""
    readers = Subscriber.objects.active()
    if bulletin.country_id:
        readers = readers.filter(country__in=[bulletin.country_id]) | readers.filter(country=None)
    themes = {theme for item in bulletin.public_items() for theme in item.themes}
    Delivery.objects.bulk_create(
        (
            Delivery(bulletin=bulletin, subscriber=reader, language=reader.language)
            for reader in readers
            if not reader.topics or themes & set(reader.topics)
        ),
        ignore_conflicts=True,
        batch_size=1000,
    )


def send_batch(bulletin, size=BATCH):
    """Sends up to `size` waiting messages; returns how many are still waiting.

    Each row is claimed, and the claim committed, before its message goes to the mail server: two
    workers never take the same one, and a worker that dies leaves it marked as interrupted.
    """
    waiting = bulletin.deliveries.filter(state=State.QUEUED)
    keys = list(waiting.values_list("pk", flat=True)[:size])
    with mail.connection() as server:
        for key in keys:
            claimed = Delivery.objects.filter(pk=key, state=State.QUEUED).update(
                state=State.SENDING
            )
            if claimed:
                _send(Delivery.objects.select_related("subscriber").get(pk=key), bulletin, server)
    return waiting.count()


def _send(delivery, bulletin, server):
    reader = delivery.subscriber
    if reader.state != Subscriber.State.ACTIVE:
        _finish(delivery, State.SKIPPED)
        return
    try:
        refusal = mail.send_bulletin(bulletin, reader, delivery.language, server)
    except mail.Passing:
        _finish(delivery, State.QUEUED)
        raise
    if refusal:
        _finish(delivery, State.BOUNCED, error=refusal)
        record_bounce(subscriber=reader)
    else:
        _finish(delivery, State.SENT, sent_at=timezone.now())


def _finish(delivery, state, **fields):
    Delivery.objects.filter(pk=delivery.pk).update(state=state, **fields)


@transaction.atomic
def record_bounce(*, subscriber):
    """Counts a lasting refusal; after the second the address is written to no more."""
    Subscriber.objects.filter(pk=subscriber.pk).update(hard_bounces=F("hard_bounces") + 1)
    Subscriber.objects.filter(
        pk=subscriber.pk, hard_bounces__gte=HARD_BOUNCES, state=Subscriber.State.ACTIVE
    ).update(state=Subscriber.State.BOUNCED)


def count_reading(bulletin, language, channel):
    """Adds one to the day's count of openings; nothing about the reader is kept."""
    row, _made = Reading.objects.get_or_create(
        bulletin=bulletin, day=timezone.localdate(), language=language, channel=channel
    )
    Reading.objects.filter(pk=row.pk).update(count=F("count") + 1)
