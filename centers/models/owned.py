"""Rows that belong to a center: the one scope through which every read passes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from centers.models.network import Center, Country, whole_countries
from centers.roles import Permission


class CenterOwnedQuerySet(models.QuerySet):
    def alive(self):
        return self.filter(deleted_at=None)

    def for_user(self, user, permission=Permission.CLIENT_VIEW):
        """THE scope: rows that are not deleted, of centers where `user` holds `permission`.

        Pass the right that the page needs: the edit right for edits and imports.
        """
        return self.alive()._within(user, permission)

    def put_aside_for(self, user, permission=Permission.CLIENT_VIEW):
        """Deleted rows of centers where `user` holds `permission`: to read why, to take back."""
        return self.exclude(deleted_at=None)._within(user, permission)

    def _within(self, user, permission):
        """Rows of the centers where `user` holds `permission`.

        Who holds it for whole countries has the rows' own country named besides, and who holds it
        everywhere no center: a long list is then read along an index, not sorted whole.
        """
        centers = Center.objects.where(user, permission)
        if not centers.query.where:
            return self
        rows = self.filter(center__in=centers)
        countries = whole_countries(user, permission)
        return rows.filter(country__in=countries) if countries else rows


class CenterOwned(models.Model):
    """Carries its center and its country, so that scoping needs no join."""

    center = models.ForeignKey(Center, models.PROTECT, related_name="+", verbose_name=_("center"))
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True, editable=False)
    deleted_reason = models.CharField(_("reason for deleting"), max_length=240, blank=True)

    objects = CenterOwnedQuerySet.as_manager()

    class Meta:
        abstract = True
