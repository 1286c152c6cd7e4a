"""Imports on their way: the file, what the user decided, what became of it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models import CenterOwned, CenterOwnedQuerySet, Country

UNDO_DAYS = 30


def upload_path(run, _name):
    """The name on disk says nothing about who or what is in the file."""
    return f"imports/{run.uuid}"


class ImportRunQuerySet(CenterOwnedQuerySet):
    def for_list(self):
        return self.select_related("center", "created_by").order_by("-created_at", "-pk")

    def outdated(self):
        """Runs whose file and details are no longer needed: ended or left for UNDO_DAYS."""
        limit = timezone.now() - timedelta(days=UNDO_DAYS)
        return self.filter(created_at__lt=limit).exclude(file="", result={})


class ImportRun(CenterOwned):
    """One file brought in for one center. Nothing of it is stored before it is confirmed."""

    class State(models.TextChoices):
        CHECKING = "checking", _("Being checked")
        READY = "ready", _("Waiting for you")
        STORING = "storing", _("Being stored")
        STORED = "stored", _("Stored")
        UNDONE = "undone", _("Undone")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Not readable")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    file = models.FileField(upload_to=upload_path, blank=True)
    file_name = models.CharField(_("file"), max_length=160)
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.CHECKING)
    message = models.CharField(max_length=400, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    # What the user decided: {sheet: {field: column}}, [[kind, field, cell, replacement]],
    # {"sheet|row": client id or "other"}.
    columns = models.JSONField(default=dict, blank=True)
    fixes = models.JSONField(default=list, blank=True)
    same = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict, blank=True)  # clients.imports.summary
    stored_rows = models.JSONField(default=dict, blank=True)  # clients.imports.store
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    stored_at = models.DateTimeField(_("stored at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["center", "created_at"], name="import_center_time")]
        constraints = [
            models.CheckConstraint(
                name="import_stored_at_a_moment",
                condition=~Q(state__in=["stored", "undone"]) | Q(stored_at__isnull=False),
            )
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("clients:import-detail", args=[self.uuid])

    @property
    def is_running(self):
        return self.state in (self.State.CHECKING, self.State.STORING)

    @property
    def undo_until(self):
        return self.stored_at + timedelta(days=UNDO_DAYS) if self.stored_at else None

    @property
    def can_be_undone(self):
        return self.state == self.State.STORED and timezone.now() < self.undo_until


class ColumnMemory(models.Model):
    """The columns somebody chose for files of one shape, for the next file of that shape."""

    country = models.ForeignKey(Country, models.CASCADE, related_name="+")
    shape = models.CharField(max_length=64)  # of the folded headings, in order
    kind = models.CharField(max_length=12)
    language = models.CharField(max_length=5)
    columns = models.JSONField(default=dict)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "shape", "kind", "language"], name="column_memory_once"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.shape[:8]}"
