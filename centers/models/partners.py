"""The bodies that run centers, and those who fund them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models.network import Center, Country
from centers.roles import Permission


class Operator(models.Model):
    """A body that hosts centers: university, chamber, NGO, public agency."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="operators")
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("operator")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["country", "name"], name="operator_name_once_a_country")
        ]

    def __str__(self):
        return self.name


class Contract(models.Model):
    """An operator runs a center from one day to another."""

    operator = models.ForeignKey(Operator, models.PROTECT, related_name="contracts")
    center = models.ForeignKey(Center, models.PROTECT, related_name="contracts")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("contract")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="contract_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            )
        ]

    def __str__(self):
        return f"{self.operator} – {self.center}"


class FunderQuerySet(models.QuerySet):
    def in_use(self, countries):
        """Those in use in these countries (codes or a subquery of them) and across the network."""
        return self.filter(Q(country__in=countries) | Q(country=None), active=True)

    def kept_by(self, user):
        """Those whose name and use `user` keeps: of the own countries, for administrators of all
        countries also those across the network."""
        mine = Q(country__in=Country.objects.where(user, Permission.COUNTRY_MANAGE))
        if user.holds(Permission.NETWORK_MANAGE):
            mine |= Q(country=None)
        return self.filter(mine)


class Funder(models.Model):
    """Who pays: a ministry, a bank, an embassy. `country` empty = funds across the network."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="funders"
    )
    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=160)
    active = models.BooleanField(_("in use"), default=True)

    objects = FunderQuerySet.as_manager()

    class Meta:
        verbose_name = _("funder")
        ordering = ["name"]

    def __str__(self):
        return self.name
