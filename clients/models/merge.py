"""Merges of two records into one, with their way back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.models.client import Client


class Merge(models.Model):
    """Two records became one: what moved and what changed, so that it can be undone for 90 days."""

    survivor = models.ForeignKey(Client, models.PROTECT, related_name="merges")
    loser = models.ForeignKey(Client, models.PROTECT, related_name="+")
    moved = models.JSONField(help_text="Row ids by model.")
    before = models.JSONField(help_text="The survivor's fields that were changed, as they were.")
    after = models.JSONField(help_text="The same fields as the merge left them.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("merge")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.loser_id} → {self.survivor_id}"
