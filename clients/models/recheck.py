"""Random samples of verified claims that a coordinator checks again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models import Center, Country
from centers.roles import Permission
from clients.models.outcome import Outcome


class RecheckSampleQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.OUTCOME_VERIFY):
        """Samples of the countries where `user` holds `permission` for the whole country."""
        return self.filter(country__in=Country.objects.where(user, permission))


class RecheckSample(models.Model):
    """Claims drawn at random from those verified in a period; its seed repeats the draw."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    country = models.ForeignKey(Country, models.PROTECT, related_name="recheck_samples")
    center = models.ForeignKey(Center, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until, not included"))
    population = models.PositiveIntegerField(_("verified claims in the period"))
    seed = models.PositiveBigIntegerField(editable=False)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    drawn_at = models.DateTimeField(auto_now_add=True)

    objects = RecheckSampleQuerySet.as_manager()

    class Meta:
        verbose_name = _("sample for re-check")
        ordering = ["-drawn_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="recheck_sample_period", condition=Q(ends_on__gt=F("starts_on"))
            )
        ]

    def __str__(self):
        return f"{self.country_id} {self.starts_on:%Y-%m-%d}"


class RecheckItem(models.Model):
    """One drawn claim, and what the second look found."""

    class Finding(models.TextChoices):
        OPEN = "", _("Not yet checked")
        CONFIRMED = "confirmed", _("Confirmed")
        FAILED = "failed", _("Failed")

    sample = models.ForeignKey(RecheckSample, models.CASCADE, related_name="items")
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="rechecks")
    # Who verified it when it was drawn: must not be who checks it again.
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    finding = models.CharField(_("finding"), max_length=9, choices=Finding, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Outcome.ReturnReason, blank=True)
    note = models.CharField(_("note"), max_length=240, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("claim to check again")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "outcome"], name="recheck_once_a_sample"),
            models.CheckConstraint(
                name="recheck_by_somebody_else",
                condition=Q(checked_by=None)
                | Q(verified_by=None)
                | ~Q(checked_by=F("verified_by")),
            ),
            models.CheckConstraint(
                name="recheck_finding_with_moment",
                condition=Q(finding="", checked_at=None)
                | ~Q(finding="") & Q(checked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="recheck_failed_with_reason",
                condition=~Q(finding="failed") | ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.outcome} · {self.get_finding_display()}"
