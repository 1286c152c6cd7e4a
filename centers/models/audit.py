"""Who did what to which row, when: append only, written by triggers, sealed in a hash chain."""

import json

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centers.models.network import Center, Country
from centers.roles import GRANTS, Permission


class AuditEntryQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.USER_MANAGE):
        """Entries of rows of the centers and countries where `user` holds `permission`.

        Rows of no country, such as accounts, are for those who hold it in the whole network.
        """
        if not user.is_active:
            return self.none()
        if any(
            one.country_id is None and one.center_id is None
            for one in user.current_memberships
            if permission in GRANTS[one.role]
        ):
            return self
        return self.filter(
            Q(center__in=Center.objects.where(user, permission).values("pk"))
            | Q(country__in=Country.objects.where(user, permission).values("pk"))
        )


class AuditEntry(models.Model):
    """One row inserted, updated or deleted. No foreign keys: it outlives what it speaks of."""

    class Action(models.TextChoices):
        INSERT = "insert", _("Created")
        UPDATE = "update", _("Changed")
        DELETE = "delete", _("Deleted")

    SEALED = ("pk", "at", "actor", "record", "number", "action", "center", "country", "changes")

    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)
    record = models.CharField(max_length=60)
    number = models.BigIntegerField()
    action = models.CharField(max_length=6, choices=Action)
    center = models.BigIntegerField(null=True)
    country = models.CharField(max_length=2, null=True)  # noqa: DJ001 - by triggers
    changes = models.TextField(null=True)  # noqa: DJ001 - by triggers

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the history")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["record", "number"], name="audit_of_a_row")]

    def __str__(self):
        return f"{self.record} {self.number}: {self.action}"

    @property
    def changed(self):
        """{column: [before, after], or None where values are not kept}."""
        return json.loads(self.changes) if self.changes else {}


class AuditSeal(models.Model):
    """Closes the entries up to one: the hash of them all and of the seal before."""

    at = models.DateTimeField(auto_now_add=True)
    last_entry = models.BigIntegerField(unique=True)
    entries = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seal of the history")
        ordering = ["pk"]

    def __str__(self):
        return self.hash
