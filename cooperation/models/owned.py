"""Rows that belong to a country or, without one, to the network as a whole."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centers.models import Country
from centers.roles import Permission


def holds_for_network(user, permission):
    """Whether `user` holds `permission` for the whole network, not for a country or center."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.memberships.holding(permission).filter(center=None, country=None).exists()


class CountryOwnedQuerySet(models.QuerySet):
    country_field = "country"

    def for_user(self, user, permission=Permission.CONTENT_EDIT):
        """THE scope: rows of countries where `user` holds `permission` for the whole country.

        Rows of the network (no country) are in the scope of those who hold it network-wide.
        """
        if holds_for_network(user, permission):
            return self
        countries = Country.objects.where(user, permission)
        return self.filter(Q(**{f"{self.country_field}__in": countries}))


class CountryOwned(models.Model):
    """Carries its country; empty means the network."""

    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )

    objects = CountryOwnedQuerySet.as_manager()

    class Meta:
        abstract = True


def countries_of(user, permission):
    """Active countries a form may offer to `user` for rows that need `permission`."""
    return Country.objects.where(user, permission).filter(active=True)


def countries_touched(user, permission):
    """Countries where `user` holds `permission` for at least a center."""
    return Country.objects.touching(user, permission).filter(active=True)
