"""The bulletin: issues, their readers, and each sending of an issue to a reader."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models import Country
from cooperation.models.choices import LANGUAGE_CHOICES
from cooperation.models.item import Item
from cooperation.models.owned import CountryOwned, CountryOwnedQuerySet
from cooperation.texts import pick


def new_token():
    return secrets.token_urlsafe(24)


class BulletinQuerySet(CountryOwnedQuerySet):
    def published(self):
        return self.filter(state=Bulletin.State.PUBLISHED)


class Bulletin(CountryOwned):
    """An issue: items of a period in an order, with an introduction in each language."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=90, unique=True, editable=False)
    number = models.PositiveIntegerField(_("number"), editable=False)
    starts_on = models.DateField(_("items published from"))
    ends_on = models.DateField(_("until"))
    titles = models.JSONField(_("title"), default=dict)
    introductions = models.JSONField(_("introduction"), default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=State, default=State.DRAFT, editable=False
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulletin")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="bulletin_dates", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="bulletin_published_at",
                condition=~Q(state="published") | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title()

    def get_absolute_url(self):
        return reverse("cooperation:bulletin-detail", args=[self.slug])

    def title(self, language=None):
        return pick(self.titles, language)

    def introduction(self, language=None):
        return pick(self.introductions, language)

    def public_items(self):
        """The items in their order, without those that were withdrawn since."""
        entries = self.entries.filter(item__in=Item.objects.published()).select_related(
            "item__country"
        )
        return [entry.item for entry in entries.prefetch_related("item__texts")]


class BulletinEntry(models.Model):
    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="entries")
    item = models.ForeignKey(Item, models.PROTECT, related_name="bulletin_entries")
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "item"], name="bulletin_item_once")
        ]

    def __str__(self):
        return f"{self.position}. {self.item_id}"


class SubscriberQuerySet(models.QuerySet):
    def active(self):
        return self.filter(state=Subscriber.State.ACTIVE)


class Subscriber(models.Model):
    """A reader who asked twice: by the form, then by the link in the first message."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting for confirmation")
        ACTIVE = "active", _("Subscribed")
        LEFT = "left", _("Unsubscribed")
        BOUNCED = "bounced", _("Address does not work")

    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES, default="es")
    topics = models.JSONField(
        _("topics"), default=list, blank=True, help_text=_("None chosen: all of them.")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    hard_bounces = models.PositiveSmallIntegerField(default=0)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="subscriber_email_once"),
            models.CheckConstraint(
                name="subscriber_active_confirmed",
                condition=~Q(state="active") | Q(confirmed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"


class Delivery(models.Model):
    """One issue to one reader: claimed before it is handed to the mail server, never retried after.

    A row that stays `sending` was interrupted: whether it left is not known, so it is not repeated.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("To send")
        SENDING = "sending", _("Interrupted while sending")
        SENT = "sent", _("Sent")
        BOUNCED = "bounced", _("Refused")
        SKIPPED = "skipped", _("Left before it was sent")

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    language = models.CharField(max_length=5)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["bulletin", "state"], name="delivery_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["bulletin", "subscriber"], name="delivery_once_a_reader"
            )
        ]

    def __str__(self):
        return f"{self.bulletin_id} → #{self.subscriber_id}"


class Reading(models.Model):
    """How often an issue's page was opened on a day: a count, with nothing about who."""

    class Channel(models.TextChoices):
        WEB = "web", _("Web")
        MAIL = "mail", _("Link in the e-mail")
        PDF = "pdf", _("PDF")

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="readings")
    day = models.DateField()
    language = models.CharField(max_length=5)
    channel = models.CharField(max_length=4, choices=Channel)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bulletin", "day", "language", "channel"], name="reading_once_a_day"
            )
        ]

    def __str__(self):
        return f"{self.day} {self.count}"
