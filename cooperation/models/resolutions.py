"""What meetings resolve: decisions, commitments with an owner and a date, declarations."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers.models import Country
from centers.roles import Permission
from cooperation.models.choices import LANGUAGE_CHOICES
from cooperation.models.meeting import Meeting
from cooperation.texts import pick


class Decision(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    text = models.TextField(_("decision"))
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        ordering = ["pk"]

    def __str__(self):
        return self.text[:80]


class CommitmentQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=[Commitment.State.OPEN, Commitment.State.STARTED])

    def for_user(self, user, permission=Permission.CONTENT_PUBLISH):
        """Those of meetings that `user` organises, and those the user's countries promised."""
        meetings = Meeting.objects.for_user(user, permission).values("pk")
        countries = Country.objects.where(user, permission).values("pk")
        return self.filter(Q(meeting__in=meetings) | Q(country__in=countries))

    def due_for_reminder(self, today, days=14):
        """Open ones due within `days` or overdue that were not reminded in the last week."""
        soon = self.open().filter(due_on__lte=today + timedelta(days=days))
        rested = Q(reminded_on=None) | Q(reminded_on__lte=today - timedelta(days=7))
        return soon.filter(rested)


class Commitment(models.Model):
    """What a country promised at a meeting: who, until when, and how it stands."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        STARTED = "started", _("Under way")
        DONE = "done", _("Fulfilled")
        DROPPED = "dropped", _("Given up")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="commitments")
    text = models.TextField(_("commitment"))
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    owner_name = models.CharField(_("owner"), max_length=160)
    owner_email = models.EmailField(_("owner's e-mail"))
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES, default="es")
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    outcome = models.CharField(_("how it ended"), max_length=240, blank=True)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="commitment_closed_on",
                condition=~Q(state__in=["done", "dropped"]) | Q(closed_on__isnull=False),
            )
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def is_overdue(self):
        open_states = (self.State.OPEN, self.State.STARTED)
        return self.state in open_states and self.due_on < timezone.localdate()


class Delegation(models.Model):
    """A country at a Dialogue, with its head and how many women and men came."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="delegations")
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    head = models.CharField(_("head of delegation"), max_length=160)
    head_title = models.CharField(_("office"), max_length=160, blank=True)
    women = models.PositiveSmallIntegerField(_("women"), default=0)
    men = models.PositiveSmallIntegerField(_("men"), default=0)

    class Meta:
        verbose_name = _("delegation")
        ordering = ["country__name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "country"], name="delegation_once")
        ]

    def __str__(self):
        return str(self.country)


class Declaration(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="declarations")
    titles = models.JSONField(_("title"), default=dict)
    texts = models.JSONField(_("text"), default=dict)
    adopted_on = models.DateField(_("adopted on"))

    class Meta:
        verbose_name = _("declaration")
        ordering = ["-adopted_on", "-pk"]

    def __str__(self):
        return pick(self.titles)

    def text(self):
        return pick(self.texts)
