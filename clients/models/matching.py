"""What the duplicate search stands on: keys to find clients by sound, and decided pairs."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clients.models.client import Client


class SearchKey(models.Model):
    """Two words of a name by their sound: clients that share one may be the same."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="search_keys")
    country = models.CharField(max_length=2)
    key = models.CharField(max_length=24)

    class Meta:
        indexes = [models.Index(fields=["country", "key", "client"], name="search_key")]

    def __str__(self):
        return self.key


class DifferentPair(models.Model):
    """Somebody looked and said: these two are not the same. Never asked again."""

    first = models.ForeignKey(Client, models.CASCADE, related_name="+")
    second = models.ForeignKey(Client, models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("pair of different clients")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="different_pair_once"),
            models.CheckConstraint(
                name="different_pair_in_order", condition=Q(first__lt=F("second"))
            ),
        ]

    def __str__(self):
        return f"{self.first_id} ≠ {self.second_id}"
