"""Every file that left the system: who took what, why and how much of it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models import Country


def export_path(export, _name):
    return f"exports/{export.uuid}"


class ExportQuerySet(models.QuerySet):
    def for_user(self, user):
        """Nobody fetches a file that another person asked for."""
        return self.filter(user=user)

    def of_today(self, user, since, *, figures=False):
        """What a person took since `since`: files with people's data, or tables of figures."""
        taken = self.filter(user=user, created_at__gte=since).exclude(state=Export.State.FAILED)
        what = models.Q(what=Export.What.FIGURES)
        return taken.filter(what if figures else ~what)


class Export(models.Model):
    """One export; its file is kept for a week, the line in the log for good.

    `query` is the list's filter as in its address; of a table of figures, the whole address.
    """

    class What(models.TextChoices):
        CLIENTS = "clients", _("Clients")
        CONTACTS = "contacts", _("People")
        SESSIONS = "sessions", _("Sessions")
        SITUATIONS = "situations", _("Before and now")
        OUTCOMES = "outcomes", _("Results")
        FOLLOWUPS = "followups", _("Follow-ups")
        TRAININGS = "trainings", _("Trainings")
        ATTENDANCES = "attendances", _("Who came to trainings")
        QUEUE = "queue", _("Results to verify")
        APPOINTMENTS = "appointments", _("Appointments")
        RESTATEMENTS = "restatements", _("Restatements")
        RECHECKS = "rechecks", _("Claims drawn for re-check")
        DUPLICATES = "duplicates", _("Possible duplicates")
        EXPLAINED = "explained", _("Records behind a figure")
        FAULTS = "faults", _("Records to mend")
        STAFF = "staff", _("People who work here")
        COUNTRY = "country", _("Everything of a country")
        PANEL = "panel", _("Panel for evaluators, without names")
        NEXUS = "nexus", _("Upload for the US SBA")
        FIGURES = "figures", _("Table of figures")

    class State(models.TextChoices):
        WORKING = "working", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        EXPIRED = "expired", _("No longer kept")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    country = models.ForeignKey(Country, models.PROTECT, null=True, related_name="+")
    what = models.CharField(_("what"), max_length=12, choices=What)
    kind = models.CharField(
        _("format"),
        max_length=4,
        choices=[("xlsx", "Excel"), ("csv", "CSV"), ("zip", "ZIP"), ("xml", "XML")],
    )
    query = models.TextField(blank=True)
    # Empty where the file holds nobody's data: a table of figures.
    reason = models.CharField(_("what for"), max_length=240, blank=True)
    language = models.CharField(max_length=5, default="es")
    state = models.CharField(max_length=7, choices=State, default=State.WORKING)
    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to=export_path, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "created_at"], name="export_user_time")]

    def __str__(self):
        return f"{self.what} {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("clients:export-detail", args=[self.uuid])
