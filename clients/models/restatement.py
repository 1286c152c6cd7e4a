"""Corrections of closed periods: old → new, who and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models import CenterOwned
from clients.models.client import Client


class Restatement(CenterOwned):
    """One correction of a record whose period is closed; a training has no `client`.

    The database lets a closed record change only while a restatement of it is open (`applied_at`
    empty): see the migration that guards closed records.
    """

    class Record(models.TextChoices):
        SESSION = "session", _("Session")
        OUTCOME = "outcome", _("Result")
        SITUATION = "situation", _("Situation")
        TRAINING = "training", _("Training")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="restatements")
    record = models.CharField(_("record"), max_length=9, choices=Record)
    record_uuid = models.UUIDField(db_index=True)
    day = models.DateField(_("day of the record"))
    changes = models.JSONField(_("changes"), default=dict)  # {field: [old, new]} as text
    reason = models.CharField(_("reason"), max_length=240)
    restated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    restated_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("restatement")
        ordering = ["-restated_at", "-pk"]
        indexes = [models.Index(fields=["country", "day"], name="restatement_country_day")]
        constraints = [
            models.CheckConstraint(name="restatement_with_reason", condition=~Q(reason=""))
        ]

    def __str__(self):
        return f"{self.get_record_display()} {self.day:%Y-%m-%d}"
