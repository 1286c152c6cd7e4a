"""Rows that belong to a center: the one scope through which every read passes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from centers.models.network import Center, Country
from centers.roles import Permission


class CenterOwnedQuerySet(models.QuerySet):
    def alive(self):
        return self.filter(deleted_at=None)

    def for_user(self, user, permission=Permission.CLIENT_VIEW):
        """THE scope: rows that are not deleted, of centers where `user` holds `permission`.

        Pass the right that the page needs: the edit right for edits and imports.
        """
        return self.alive().filter(center__in=Center.objects.where(user, permission))

    def put_aside_for(self, user, permission=Permission.CLIENT_VIEW):
        """Deleted rows of centers where `user` holds `permission`: to read why, to take back."""
        gone = self.exclude(deleted_at=None)
        return gone.filter(center__in=Center.objects.where(user, permission))


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
