"""Moves of a client: kept for ever, so that a page can say where a client was and why it moved."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from centers.models import Center
from clients.models.client import Client


class Transfer(models.Model):
    """One client went from one center and advisor to another; its sessions stayed behind."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="transfers")
    from_center = models.ForeignKey(Center, models.PROTECT, related_name="+")
    to_center = models.ForeignKey(Center, models.PROTECT, related_name="+")
    from_advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    to_advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=240)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("transfer")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="transfer_with_reason", condition=~models.Q(reason=""))
        ]

    def __str__(self):
        return f"{self.from_center} → {self.to_center}"
