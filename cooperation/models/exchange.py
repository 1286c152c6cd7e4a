"""South-South exchanges: offers and requests, agreements, visits, and practices taken over."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers.models import Country
from centers.roles import Permission
from clients.models import Sex
from cooperation.models.choices import LANGUAGE_CHOICES, Theme
from cooperation.models.item import Item
from cooperation.models.owned import CountryOwned, CountryOwnedQuerySet, holds_for_network


class ListingQuerySet(CountryOwnedQuerySet):
    def open(self):
        """Offers and requests that still stand."""
        today = timezone.localdate()
        return self.filter(closed_on=None).filter(Q(until=None) | Q(until__gte=today))


class Listing(CountryOwned):
    """Expertise that a country offers, or asks for, on a theme."""

    class Kind(models.TextChoices):
        OFFER = "offer", _("Offer")
        REQUEST = "request", _("Request")

    class Mode(models.TextChoices):
        ANY = "any", _("On site or remote")
        ON_SITE = "on_site", _("On site")
        REMOTE = "remote", _("Remote")

    kind = models.CharField(_("offer or request"), max_length=7, choices=Kind)
    theme = models.CharField(_("theme"), max_length=14, choices=Theme)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"))
    institution = models.CharField(_("institution"), max_length=200)
    contact_email = models.EmailField(_("contact's e-mail"))
    languages = models.JSONField(_("languages of work"), default=list)
    mode = models.CharField(_("mode"), max_length=7, choices=Mode, default=Mode.ANY)
    until = models.DateField(_("stands until"), null=True, blank=True)
    covers_costs = models.BooleanField(_("can carry part of the costs"), default=False)
    practice = models.ForeignKey(
        Item,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="listings",
        verbose_name=_("practice of the information centre"),
    )
    closed_on = models.DateField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer or request")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="listing_has_country", condition=Q(country__isnull=False))
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("cooperation:listing-detail", args=[self.pk])


class ExchangeQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.CONTENT_EDIT):
        """Exchanges in which a country of `user` teaches or learns."""
        if holds_for_network(user, permission):
            return self
        countries = Country.objects.where(user, permission)
        return self.filter(Q(teacher__in=countries) | Q(learner__in=countries))


class Exchange(models.Model):
    """A country that teaches and one that learns, from the match to the follow-up."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        UNDER_WAY = "under_way", _("Under way")
        FOLLOW_UP = "follow_up", _("Follow-up")
        CLOSED = "closed", _("Closed")
        DECLINED = "declined", _("Declined")

    offer = models.ForeignKey(Listing, models.PROTECT, null=True, blank=True, related_name="taught")
    request = models.ForeignKey(
        Listing, models.PROTECT, null=True, blank=True, related_name="learnt"
    )
    teacher = models.ForeignKey(Country, models.PROTECT, related_name="+")
    learner = models.ForeignKey(Country, models.PROTECT, related_name="+")
    theme = models.CharField(_("theme"), max_length=14, choices=Theme)
    title = models.CharField(_("title"), max_length=200)
    reasons = models.JSONField(default=list, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PROPOSED)
    agreement = models.TextField(_("agreement"), blank=True)
    teacher_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    learner_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    agreed_on = models.DateField(null=True, blank=True, editable=False)
    follow_up_on = models.DateField(_("follow-up on"), null=True, blank=True)
    follow_up = models.TextField(_("what came of it"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="exchange_two_countries", condition=~Q(teacher=F("learner"))
            ),
            models.UniqueConstraint(
                fields=["offer", "request"],
                condition=~Q(state="declined"),
                name="exchange_once_a_match",
            ),
            models.CheckConstraint(
                name="exchange_agreed_by_both",
                condition=Q(state__in=["proposed", "declined"]) | Q(agreed_on__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("cooperation:exchange-detail", args=[self.pk])

    @property
    def is_open(self):
        return self.state not in (self.State.CLOSED, self.State.DECLINED)


class Visit(models.Model):
    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="visits")
    mode = models.CharField(
        _("mode"), max_length=7, choices=Listing.Mode.choices[1:], default=Listing.Mode.ON_SITE
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    purpose = models.TextField(_("purpose"))
    report = models.TextField(_("report"), blank=True)

    class Meta:
        verbose_name = _("visit")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(name="visit_dates", condition=Q(ends_on__gte=F("starts_on")))
        ]

    def __str__(self):
        return f"{self.place or self.get_mode_display()} {self.starts_on}"


class Participant(models.Model):
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="participants")
    name = models.CharField(_("name"), max_length=160)
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, default=Sex.NOT_STATED)

    class Meta:
        verbose_name = _("participant")
        ordering = ["country__name", "name", "pk"]

    def __str__(self):
        return self.name


class CostShare(models.Model):
    """Who carries which part of the cost, in money or in kind."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="costs")
    payer = models.CharField(_("who pays"), max_length=160)
    purpose = models.CharField(_("for what"), max_length=160)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    in_kind = models.BooleanField(_("in kind"), default=False)

    class Meta:
        verbose_name = _("share of the cost")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="cost_not_negative", condition=Q(amount__gte=0))]

    def __str__(self):
        return f"{self.payer}: {self.amount} {self.currency}"


class Replication(models.Model):
    """A practice that a country took over from another: the original and how it was adapted."""

    original = models.ForeignKey(Item, models.PROTECT, related_name="replications")
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    adapted = models.ForeignKey(
        Item,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replicates",
        verbose_name=_("the new practice in the information centre"),
    )
    exchange = models.ForeignKey(
        Exchange, models.PROTECT, null=True, blank=True, related_name="replications"
    )
    adaptation = models.TextField(_("what was adapted, and why"))
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES, default="es")
    started_on = models.DateField(_("started on"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("replicated practice")
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["original", "country"], name="replication_once"),
            models.CheckConstraint(
                name="replication_not_itself",
                condition=Q(adapted=None) | ~Q(adapted=F("original")),
            ),
        ]

    def __str__(self):
        return f"{self.original_id} → {self.country_id}"
