"""Stories from cases: figures tied to verified results, and the client's word on them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from clients.models import Consent, Outcome
from cooperation.models.choices import LANGUAGE_CHOICES
from cooperation.models.item import Item


class StoryFigure(models.Model):
    """A verified result that the story tells; read from the result each time it is shown."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="figures")
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "outcome"], name="story_figure_once")
        ]

    def __str__(self):
        return str(self.outcome)


class ApprovalQuerySet(models.QuerySet):
    def standing(self):
        """Approvals that the client gave and whose consent was not taken back."""
        return self.filter(
            state=StoryApproval.State.APPROVED,
            consent__isnull=False,
            consent__withdrawn_on=None,
        )


class StoryApproval(models.Model):
    """What the client was shown by a signed link, and the answer."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting for the client")
        APPROVED = "approved", _("Approved by the client")
        DECLINED = "declined", _("Declined by the client")
        WITHDRAWN = "withdrawn", _("Consent withdrawn")
        REPLACED = "replaced", _("Replaced by a later version")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="approvals")
    revision = models.PositiveIntegerField()
    language = models.CharField(max_length=5, choices=LANGUAGE_CHOICES)
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    shown = models.JSONField(default=dict, help_text="Text, figures and photo as shown.")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    signed_name = models.CharField(_("name of who signs"), max_length=160, blank=True)
    photo = models.BooleanField(_("photo approved"), default=False)
    figures = models.BooleanField(_("figures approved"), default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    consent = models.ForeignKey(
        Consent, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    note = models.CharField(_("what to change"), max_length=500, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=["asked", "approved"]),
                name="approval_one_alive",
            ),
            models.CheckConstraint(
                name="approval_signed",
                condition=~Q(state="approved") | Q(answered_at__isnull=False) & ~Q(signed_name=""),
            ),
        ]

    def __str__(self):
        return f"{self.get_state_display()} {self.revision}"
