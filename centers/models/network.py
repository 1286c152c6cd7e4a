"""The countries and their centers, and where a person holds a right: the base of every scope."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers import formats
from centers.roles import GRANTS, roles_granting


def current():
    """Condition: valid today (`valid_from` ≤ today < `valid_until`; an empty end is open)."""
    today = timezone.localdate()
    started = Q(valid_from=None) | Q(valid_from__lte=today)
    return started & (Q(valid_until=None) | Q(valid_until__gt=today))


def _holding(user, permission):
    """This person's roles of today that grant `permission`: read once for a request."""
    return [one for one in user.current_memberships if permission in GRANTS[one.role]]


def whole_countries(user, permission):
    """Codes of the countries where `user` holds `permission`; empty where some centers of one, or
    the whole network, are meant."""
    if not user.is_authenticated or not user.is_active:
        return []
    mine = _holding(user, permission)
    places = [None if one.center_id else one.country_id for one in mine]
    return [] if None in places else sorted(set(places))


class MembershipQuerySet(models.QuerySet):
    def holding(self, permission):
        """Memberships valid today whose role grants `permission`."""
        return self.filter(current(), role__in=roles_granting(permission))


class CountryQuerySet(models.QuerySet):
    def where(self, user, permission):
        """Countries in which `user` holds `permission` for the whole country."""
        if getattr(user, "sees_everything", False):
            return self
        if not user.is_authenticated or not user.is_active:
            return self.none()
        mine = [one for one in _holding(user, permission) if one.center_id is None]
        if any(one.country_id is None for one in mine):
            return self
        return self.filter(pk__in=[one.country_id for one in mine])

    def touching(self, user, permission):
        """Countries in which `user` holds `permission` for at least one center."""
        whole = Country.objects.where(user, permission)
        parts = Center.objects.where(user, permission)
        return self.filter(Q(pk__in=whole.values("pk")) | Q(pk__in=parts.values("country")))


class Country(models.Model):
    """A member state and its ways: currency, fiscal year, words, checkers of identity numbers."""

    code = models.CharField(_("ISO 3166-1 code"), max_length=2, primary_key=True)
    name = models.CharField(_("name in English"), max_length=80)
    currency = models.CharField(_("ISO 4217 currency"), max_length=3)
    language = models.CharField(_("language"), max_length=5, default="es")
    locale = models.CharField(
        _("CLDR locale of numbers and dates"), max_length=10, default="es_419"
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="UTC")
    paper = models.CharField(
        _("paper"), max_length=6, choices=[("letter", "Letter"), ("a4", "A4")], default="letter"
    )
    fiscal_year_start_month = models.PositiveSmallIntegerField(
        _("fiscal year starts in month"), default=1
    )
    business_tax_id = models.CharField(_("business tax number"), max_length=40, blank=True)
    person_id = models.CharField(_("personal identity number"), max_length=40, blank=True)
    stdnum_module = models.CharField(_("checker of tax numbers"), max_length=20, blank=True)
    words = models.JSONField(
        _("own words"),
        default=dict,
        blank=True,
        help_text=_("For center, advisor and client, by language."),
    )
    followup_months = models.JSONField(_("follow-ups after months"), default=list, blank=True)
    in_business_requires = models.JSONField(
        _("registrations required to be in business"), default=list, blank=True
    )
    directory_hours = models.PositiveSmallIntegerField(
        _("hours a phone keeps the directory"), default=72
    )
    late_after_days = models.PositiveSmallIntegerField(
        _("days until a session counts as recorded late"), default=90
    )
    active = models.BooleanField(_("takes part"), default=False)

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="country_fiscal_month",
                condition=Q(fiscal_year_start_month__gte=1, fiscal_year_start_month__lte=12),
            ),
            models.CheckConstraint(
                name="country_directory_hours",
                condition=Q(directory_hours__gte=24, directory_hours__lte=168),
            ),
            models.CheckConstraint(
                name="country_late_after_days", condition=Q(late_after_days__gte=1)
            ),
        ]

    def __str__(self):
        """The name in the reader's language (CLDR), the stored one for codes it does not know."""
        return formats.locale().territories.get(self.code, self.name)


class CenterQuerySet(models.QuerySet):
    def where(self, user, permission):
        """Centers in which `user` holds `permission`: by center, parent, country or network."""
        if getattr(user, "sees_everything", False):  # commands without a person: centers/system.py
            return self
        if not user.is_authenticated or not user.is_active:
            return self.none()
        mine = _holding(user, permission)
        if any(one.center_id is None and one.country_id is None for one in mine):
            return self
        centers = [one.center_id for one in mine if one.center_id]
        countries = [one.country_id for one in mine if one.country_id]
        return self.filter(Q(pk__in=centers) | Q(parent__in=centers) | Q(country__in=countries))

    def open_on(self, day):
        """Centers at work on `day`."""
        opened = Q(opened_on=None) | Q(opened_on__lte=day)
        return self.filter(opened, Q(closed_on=None) | Q(closed_on__gt=day))


class Center(models.Model):
    """A center, or a satellite of one (`parent`)."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="centers")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="satellites"
    )
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=160)
    municipality = models.CharField(_("municipality"), max_length=120, blank=True)
    region = models.CharField(_("ISO 3166-2 region"), max_length=10, blank=True)
    address = models.CharField(_("address"), max_length=240, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=160, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    locked_through = models.DateField(
        _("closed through"),
        null=True,
        blank=True,
        help_text=_("Records up to this day are read-only."),
    )
    late_after_days = models.PositiveSmallIntegerField(
        _("days until a session counts as recorded late"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Only where it differs from the country's."),
    )

    objects = CenterQuerySet.as_manager()

    class Meta:
        verbose_name = _("center")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="center_closes_after_it_opens",
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
            ),
            models.CheckConstraint(
                name="center_late_after_days",
                condition=Q(late_after_days=None) | Q(late_after_days__gte=1),
            ),
            models.CheckConstraint(
                name="center_not_its_own_parent", condition=Q(parent=None) | ~Q(parent=F("id"))
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reporting:center-detail", args=[self.pk])
