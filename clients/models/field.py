"""Phones that log sessions offline, and sessions that somebody should look at."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centers.models import Center
from centers.roles import Permission
from clients.models.session import Session


class FieldDevice(models.Model):
    """A browser that keeps the directory of its person. Revoked, it forgets it at next contact."""

    uuid = models.UUIDField(unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="field_devices")
    label = models.CharField(_("device"), max_length=80, blank=True)
    first_seen_at = models.DateTimeField(_("first seen"), auto_now_add=True)
    last_seen_at = models.DateTimeField(_("last seen"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("device")
        ordering = ["-last_seen_at"]

    def __str__(self):
        return self.label or str(self.uuid)


class SessionFlagQuerySet(models.QuerySet):
    def open(self):
        """Nobody has looked yet, and neither session was put aside."""
        return self.filter(settled_at=None, session__deleted_at=None)

    def for_user(self, user, permission=Permission.CLIENT_VIEW):
        """Of sessions that a center of the user gave, and of clients that are at one now."""
        centers = Center.objects.where(user, permission)
        return self.filter(Q(session__center__in=centers) | Q(session__client__center__in=centers))


class SessionFlag(models.Model):
    """Something about a session that a person decides: accepted first, never lost."""

    class Kind(models.TextChoices):
        REPEATED = "repeated", _("Possibly the same session twice")
        MOVED = "moved", _("Given after the client went to another center")
        PASSED_ON = "passed_on", _("Sent after the client went to another advisor")

    session = models.ForeignKey(Session, models.CASCADE, related_name="flags")
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    other = models.ForeignKey(Session, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = SessionFlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("flag of a session")
        constraints = [
            models.UniqueConstraint(fields=["session", "kind"], name="session_flag_once")
        ]

    def __str__(self):
        return self.get_kind_display()
