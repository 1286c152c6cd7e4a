"""The information centre: practices, stories, tools, publications and others' initiatives."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models import Center
from centers.roles import Permission
from clients.models import Client
from cooperation.models.choices import LANGUAGE_CHOICES, TargetGroup, Theme
from cooperation.models.owned import CountryOwned, CountryOwnedQuerySet, holds_for_network
from cooperation.texts import order_for


class ItemQuerySet(CountryOwnedQuerySet):
    def for_user(self, user, permission=Permission.CONTENT_EDIT):
        """Items of the countries and centers where `user` holds `permission`."""
        if holds_for_network(user, permission):
            return self
        centers = Center.objects.where(user, permission)
        return super().for_user(user, permission) | self.filter(center__in=centers)

    def published(self):
        """What the public may read: published and, told of a client, with consent that stands.

        The consent is the one that came with the approval of this very story: another that the
        client gave later, for another story, brings nothing back.
        """
        approval = apps.get_model("cooperation", "StoryApproval")
        standing = approval.objects.standing().filter(item=OuterRef("pk"))
        public = self.filter(state__in=[Item.State.PUBLISHED, Item.State.REVIEW_DUE])
        return public.filter(Q(client=None) | Q(client__deleted_at=None) & Exists(standing))

    def for_list(self):
        return self.select_related("country").prefetch_related("texts", "theme_rows")


class Item(CountryOwned):
    """A practice, story, tool or publication. Its texts live in `texts`, one row a language."""

    class Kind(models.TextChoices):
        POLICY = "policy", _("Policy")
        PROGRAMME = "programme", _("Programme")
        TOOL = "tool", _("Tool")
        STORY = "story", _("Success story")
        PUBLICATION = "publication", _("Publication")
        INITIATIVE = "initiative", _("Initiative of another organization")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In country review")
        PUBLISHED = "published", _("Published")
        REVIEW_DUE = "review_due", _("Published, review due")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Licence(models.TextChoices):
        CC_BY = "CC-BY-4.0", _("Creative Commons Attribution 4.0")
        CC_BY_SA = "CC-BY-SA-4.0", _("Creative Commons Attribution-ShareAlike 4.0")
        CC_BY_NC = "CC-BY-NC-4.0", _("Creative Commons Attribution-NonCommercial 4.0")
        PUBLIC_DOMAIN = "CC0-1.0", _("Public domain (CC0)")
        RESERVED = "reserved", _("All rights reserved, shown with permission")

    LICENCE_ADDRESSES = {
        Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
        Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
        Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
        Licence.PUBLIC_DOMAIN: "https://creativecommons.org/publicdomain/zero/1.0/",
    }

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=90, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    center = models.ForeignKey(
        Center, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("center")
    )
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    target_group = models.CharField(
        _("target group"), max_length=12, choices=TargetGroup, default=TargetGroup.ALL
    )
    women_focus = models.BooleanField(_("focuses on women"), default=False)
    cost = models.DecimalField(_("cost"), max_digits=18, decimal_places=2, null=True, blank=True)
    cost_currency = models.CharField(_("currency"), max_length=3, blank=True)
    contact_name = models.CharField(_("contact"), max_length=160, blank=True)
    contact_email = models.EmailField(_("contact's e-mail"), blank=True)
    licence = models.CharField(_("licence"), max_length=12, choices=Licence, default=Licence.CC_BY)
    language = models.CharField(
        _("language of the original"), max_length=5, choices=LANGUAGE_CHOICES, default="es"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    review_on = models.DateField(_("review on"), null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(max_length=240, blank=True, editable=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the information centre")
        verbose_name_plural = _("items of the information centre")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-published_at"], name="item_state_published"),
            models.Index(fields=["country", "state"], name="item_country_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="item_dates",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="item_cost_with_currency",
                condition=Q(cost=None) | Q(cost__gte=0) & ~Q(cost_currency=""),
            ),
            models.CheckConstraint(
                name="item_withdrawn_with_reason",
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""),
            ),
            models.CheckConstraint(
                name="item_published_at_when_published",
                condition=~Q(state__in=["published", "review_due"]) | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self):
        text = self.text()
        return text.title if text else self.slug

    def get_absolute_url(self):
        return reverse("cooperation:item-detail", args=[self.slug])

    def text(self, language=None):
        """The ItemText nearest to the reader's language; None before any was written."""
        by_language = {text.language: text for text in self.texts.all()}
        nearest = [language, self.language] if language else order_for()
        found = next((by_language[code] for code in nearest if code in by_language), None)
        return found or by_language.get(self.language) or next(iter(by_language.values()), None)

    @property
    def themes(self):
        return [row.theme for row in self.theme_rows.all()]

    @property
    def theme_labels(self):
        return [Theme(theme).label for theme in self.themes]

    @property
    def is_public(self):
        return self.state in (self.State.PUBLISHED, self.State.REVIEW_DUE)

    @property
    def is_story(self):
        return self.kind == self.Kind.STORY

    @property
    def review_is_due(self):
        return bool(self.review_on and self.review_on <= timezone.localdate())

    @property
    def licence_address(self):
        return self.LICENCE_ADDRESSES.get(self.licence, "")


class ItemText(models.Model):
    """An item's words in one language; a translation knows the revision it was made from."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), max_length=600)
    problem = models.TextField(_("problem"), blank=True)
    done = models.TextField(_("what was done"), blank=True)
    results = models.TextField(_("results and their evidence"), blank=True)
    replication = models.TextField(_("what it takes to replicate it"), blank=True)
    cost_note = models.CharField(_("what the cost covers"), max_length=240, blank=True)
    based_on = models.PositiveIntegerField(default=1, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    written_at = models.DateTimeField(auto_now=True)

    BODY = ("problem", "done", "results", "replication")
    FIELDS = ("title", "summary", *BODY, "cost_note")

    class Meta:
        verbose_name = _("text of an item")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "language"], name="item_text_once_a_language"),
            models.CheckConstraint(name="item_text_has_title", condition=~Q(title="")),
        ]

    def __str__(self):
        return f"{self.title} ({self.language})"

    @property
    def is_original(self):
        return self.language == self.item.language

    @property
    def is_stale(self):
        """Whether the original was changed after this translation was made."""
        return not self.is_original and self.based_on < self.item.revision


class ItemTheme(models.Model):
    item = models.ForeignKey(Item, models.CASCADE, related_name="theme_rows")
    theme = models.CharField(_("theme"), max_length=14, choices=Theme)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "theme"], name="item_theme_once")]

    def __str__(self):
        return self.get_theme_display()
