"""What is ahead for a client: appointments and follow-ups."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models import CenterOwned, CenterOwnedQuerySet
from clients.models.client import Client
from clients.models.session import Session
from clients.models.situation import Situation


class AppointmentQuerySet(CenterOwnedQuerySet):
    def between(self, start, end):
        """Starting in the half-open range of aware instants [start, end)."""
        return self.filter(starts_at__gte=start, starts_at__lt=end).order_by("starts_at", "pk")

    def ahead(self):
        return self.filter(cancelled_at=None, session=None)


class Appointment(CenterOwned):
    """A time agreed with a client; becomes a session with one tap."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="appointments")
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments"
    )
    starts_at = models.DateTimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    mode = models.CharField(
        _("mode"), max_length=6, choices=Session.Mode, default=Session.Mode.CENTER
    )
    place = models.CharField(_("place"), max_length=160, blank=True)
    note = models.CharField(_("note"), max_length=240, blank=True)
    session = models.OneToOneField(
        Session, models.SET_NULL, null=True, blank=True, related_name="appointment"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_reason = models.CharField(_("reason for cancelling"), max_length=240, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["advisor", "starts_at"], name="appointment_advisor_time")]
        constraints = [
            models.CheckConstraint(
                name="appointment_cancelled_with_reason",
                condition=Q(cancelled_at=None) | ~Q(cancelled_reason=""),
            )
        ]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class FollowUpQuerySet(CenterOwnedQuerySet):
    def standing(self):
        """Without those of merged clients: the client they became has a follow-up of that wave."""
        return self.filter(client__merged_into=None)

    def open(self):
        return self.standing().filter(answered_at=None, closed_at=None)

    def due(self, day=None):
        """Open ones whose day has come within the coming 14 days or has passed."""
        until = (day or timezone.localdate()) + timedelta(days=14)
        return self.open().filter(due_on__lte=until).order_by("due_on", "pk")

    def late(self, day=None):
        return self.open().filter(due_on__lt=day or timezone.localdate())

    def showing(self, name):
        """The list a page asks for by name; anything unknown shows what is due."""
        if name == "late":
            return self.late()
        if name == "sent":
            return self.open().filter(sent_at__isnull=False)
        if name == "answered":
            return self.standing().filter(answered_at__isnull=False)
        return self.standing() if name == "all" else self.due()

    def response_rates(self):
        """Per center: follow-ups due so far (`due`), of them sent (`sent`) and `answered`."""
        due = self.standing().filter(due_on__lte=timezone.localdate())
        return list(
            due.values("center")
            .annotate(
                due=models.Count("pk"),
                sent=models.Count("pk", filter=Q(sent_at__isnull=False)),
                answered=models.Count("pk", filter=Q(answered_at__isnull=False)),
            )
            .order_by("center")
        )


class FollowUp(CenterOwned):
    """Asking a client, months after the first session, what has become of sales and jobs."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="followups")
    months = models.PositiveSmallIntegerField(_("months after the first session"))
    due_on = models.DateField(_("due on"))
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_by = models.CharField(_("sent by"), max_length=10, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answers = models.JSONField(default=dict, blank=True)
    situation = models.ForeignKey(
        Situation, models.SET_NULL, null=True, blank=True, related_name="followups"
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_reason = models.CharField(_("reason for closing"), max_length=160, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["center", "due_on"], name="followup_center_due")]
        constraints = [
            models.UniqueConstraint(fields=["client", "months"], name="followup_once_a_wave")
        ]

    def __str__(self):
        return f"{self.months} · {self.due_on:%Y-%m-%d}"


class Document(CenterOwned):
    """A file of a client, served only through the scope."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="documents")
    title = models.CharField(_("title"), max_length=160)
    file = models.FileField(_("file"), upload_to="documents/%Y/%m")
    content_type = models.CharField(max_length=80, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        ordering = ["-added_at", "-pk"]

    def __str__(self):
        return self.title
