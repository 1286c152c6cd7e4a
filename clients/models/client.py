"""The client: the business if there is one, else the person."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centers.folding import document_key, fold, fold_firm, is_number, phone_key
from centers.keys import uuid7
from centers.models import CenterOwned, CenterOwnedQuerySet


class Known(models.TextChoices):
    """A label that is computed from facts; *not known* is a real value."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class Sex(models.TextChoices):
    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    OTHER = "other", _("Other")
    NOT_STATED = "not_stated", _("Not stated")


def counts(client="client"):
    """The condition that figures count what a client was given, by the path to the client: it is
    not deleted, or it was erased at its own wish."""
    path = f"{client}__" if client else ""
    return Q(**{f"{path}deleted_at": None}) | Q(**{f"{path}erased_at__isnull": False})


class ClientQuerySet(CenterOwnedQuerySet):
    def alive(self):
        """Not deleted and not merged into another client."""
        return self.filter(deleted_at=None, merged_into=None)

    def with_merged(self, client):
        """The client and every record that was merged into it, however long ago."""
        ids, found = set(), {client.pk}
        while found:
            ids |= found
            found = set(self.filter(merged_into__in=found).values_list("pk", flat=True))
        return self.filter(pk__in=ids)

    def matching(self, text):
        """Clients whose firm, person, phone or document number contains every word of `text`.

        A legal form at its end is left out; a number is found however it is written.
        """
        if is_number(text):
            keys = {phone_key(text), document_key(text), fold(text)}
            return self.filter(reduce(or_, (Q(search_text__contains=key) for key in keys)))
        for word in fold_firm(text).split():
            self = self.filter(search_text__contains=word)
        return self

    def best_first(self, text):
        """The firm named exactly `text`, then names that begin with it, then by name."""
        name = fold_firm(text)
        exact, begins = Q(folded_name=name), Q(folded_name__startswith=name)
        near = Case(When(exact, then=0), When(begins, then=1), default=2)
        return self.order_by(near, "name", "pk")

    def with_last_session(self):
        """Annotates `last_session_on`, the day of the last session at any center, or None."""
        last = self.model.sessions.rel.related_model.objects.filter(
            client=OuterRef("pk"), deleted_at=None
        )
        return self.annotate(
            last_session_on=Subquery(last.order_by("-held_on").values("held_on")[:1])
        )

    def with_minutes_since(self, day):
        """Annotates `minutes`: contact and preparation of reportable sessions since `day`."""
        given = self.model.sessions.rel.related_model.objects.reportable().filter(
            client=OuterRef("pk"), held_on__gte=day
        )
        total = given.values("client").annotate(total=Sum(F("contact_minutes") + F("prep_minutes")))
        return self.annotate(minutes=Coalesce(Subquery(total.values("total")[:1]), 0))

    def for_list(self):
        listed = self.select_related("center", "advisor").with_last_session()
        return listed.prefetch_related("links__contact").order_by("name", "pk")


class Client(CenterOwned):
    """A business, or a person on the way to one, that a center advises."""

    class Stage(models.TextChoices):
        PRE_VENTURE = "pre_venture", _("Pre-venture")
        START_UP = "start_up", _("Start-up")
        IN_BUSINESS = "in_business", _("In business")

    class Size(models.TextChoices):
        MICRO = "micro", _("Micro")
        SMALL = "small", _("Small")
        MEDIUM = "medium", _("Medium")
        UNKNOWN = "", _("Not known")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(
        _("name"), max_length=200, help_text=_("Of the business, else the person.")
    )
    folded_name = models.CharField(max_length=200, editable=False, db_index=True)
    search_text = models.TextField(editable=False, blank=True)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.PRE_VENTURE)
    sector = models.CharField(_("sector (ISIC section)"), max_length=1, blank=True, db_index=True)
    national_sector = models.CharField(_("sector as registered"), max_length=80, blank=True)
    size = models.CharField(_("size"), max_length=6, choices=Size, blank=True)
    municipality = models.CharField(_("municipality"), max_length=120, blank=True)
    region = models.CharField(_("department or parish"), max_length=80, blank=True)
    rural = models.BooleanField(_("rural"), null=True, blank=True)
    document = models.CharField(_("tax number of the business"), max_length=40, blank=True)
    document_key = models.CharField(max_length=40, blank=True, editable=False)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    phone_key = models.CharField(max_length=15, blank=True, editable=False, db_index=True)
    email = models.EmailField(_("e-mail"), blank=True)
    started_on = models.DateField(_("in business since"), null=True, blank=True)
    registered_on = models.DateField(_("client since"))
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="clients",
        verbose_name=_("advisor"),
    )
    first_session_on = models.DateField(null=True, blank=True, editable=False)
    # Facts about ownership that come without their owners (a form with one percentage).
    declared_women_share = models.DecimalField(
        _("share owned by women, %"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    # Labels computed by clients/rules.py whenever an owner, a share or a role changes.
    women_owned = models.CharField(
        max_length=7, choices=Known, default=Known.UNKNOWN, editable=False
    )
    women_led = models.CharField(max_length=7, choices=Known, default=Known.UNKNOWN, editable=False)
    contact_sex = models.CharField(
        _("sex of the first contact"), max_length=10, choices=Sex, default=Sex.NOT_STATED
    )
    language = models.CharField(_("language"), max_length=5, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    # Erased at its own wish: also deleted, but what it was given goes on counting.
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["center", "folded_name"], name="client_center_name"),
            models.Index(fields=["country", "document_key"], name="client_country_document"),
            models.Index(fields=["advisor", "center"], name="client_advisor"),
            models.Index(
                fields=["country", "contact_sex", "center"],
                name="client_country_sex",
                condition=Q(deleted_at=None, merged_into=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="client_women_share_percent",
                condition=Q(declared_women_share=None)
                | Q(declared_women_share__gte=0, declared_women_share__lte=100),
            ),
            models.CheckConstraint(
                name="client_erased_is_deleted",
                condition=Q(erased_at=None) | Q(deleted_at__isnull=False),
            ),
            models.CheckConstraint(name="client_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="client_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def survivor(self):
        """The record that this one lives on in after merges; itself where it was not merged."""
        found = self
        while found.merged_into_id:
            found = found.merged_into
        return found

    def get_absolute_url(self):
        return reverse("clients:client-detail", args=[self.pk])


class ClientKey(models.Model):
    """The client's key in another system: matched first when its data come again."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="keys")
    source = models.CharField(max_length=80)
    key = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="client_key_once")]

    def __str__(self):
        return f"{self.source}:{self.key}"


class Formalization(models.Model):
    """One kind of registration the client holds, from a day where it is known."""

    class Kind(models.TextChoices):
        TAX_NUMBER = "tax_number", _("Tax number")
        REGISTRY = "registry", _("Business registry")
        PERMIT = "permit", _("Operating permit")
        SOCIAL_SECURITY = "social_security", _("Social security")
        UNSPECIFIED = "unspecified", _("Formal, kind not stated")

    client = models.ForeignKey(Client, models.CASCADE, related_name="formalizations")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    since = models.DateField(_("since"), null=True, blank=True)

    class Meta:
        verbose_name = _("formalization")
        constraints = [
            models.UniqueConstraint(fields=["client", "kind"], name="formalization_kind_once")
        ]

    def __str__(self):
        return self.get_kind_display()
