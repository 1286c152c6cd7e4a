"""Dated snapshots of a client: sales and jobs as they stood on a day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models import CenterOwned, CenterOwnedQuerySet
from clients.models.client import Client


class SituationQuerySet(CenterOwnedQuerySet):
    def in_order(self):
        return self.order_by("as_of", "pk")

    def before(self, situation):
        """The last reported situation of the same client before `situation`, else None."""
        earlier = self.alive().filter(client=situation.client_id, as_of__lt=situation.as_of)
        return earlier.order_by("-as_of", "-pk").first()


class Situation(CenterOwned):
    """What a client sold in the 12 months up to `as_of`, and the jobs it had on that day."""

    class Wave(models.TextChoices):
        BASELINE = "baseline", _("Baseline")
        MONTHS_6 = "6", _("6 months")
        MONTHS_12 = "12", _("12 months")
        MONTHS_24 = "24", _("24 months")
        OTHER = "other", _("Other")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="situations")
    as_of = models.DateField(_("as of"))
    wave = models.CharField(_("wave"), max_length=8, choices=Wave, default=Wave.OTHER)
    currency = models.CharField(_("currency"), max_length=3)
    sales_national = models.DecimalField(
        _("national sales, 12 months"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    sales_export = models.DecimalField(
        _("export sales, 12 months"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    women_full_time = models.PositiveIntegerField(_("women, full time"), null=True, blank=True)
    women_part_time = models.PositiveIntegerField(_("women, part time"), null=True, blank=True)
    men_full_time = models.PositiveIntegerField(_("men, full time"), null=True, blank=True)
    men_part_time = models.PositiveIntegerField(_("men, part time"), null=True, blank=True)
    formal_jobs = models.PositiveIntegerField(_("of them formal"), null=True, blank=True)
    figures_from = models.CharField(_("source of the figures"), max_length=120, blank=True)
    source = models.CharField(max_length=20, default="page", editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SituationQuerySet.as_manager()

    class Meta:
        verbose_name = _("situation")
        ordering = ["-as_of", "-pk"]
        indexes = [models.Index(fields=["client", "as_of"], name="situation_client_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "as_of"],
                condition=Q(deleted_at=None),
                name="situation_once_a_day",
            ),
            models.CheckConstraint(
                name="situation_sales_not_negative",
                condition=(Q(sales_national=None) | Q(sales_national__gte=0))
                & (Q(sales_export=None) | Q(sales_export__gte=0)),
            ),
            models.CheckConstraint(
                name="situation_formal_within_jobs",
                condition=Q(formal_jobs=None)
                | Q(women_full_time=None)
                | Q(women_part_time=None)
                | Q(men_full_time=None)
                | Q(men_part_time=None)
                | Q(
                    formal_jobs__lte=F("women_full_time")
                    + F("women_part_time")
                    + F("men_full_time")
                    + F("men_part_time")
                ),
            ),
        ]

    def __str__(self):
        return f"{self.as_of:%Y-%m-%d} {self.get_wave_display()}"

    @property
    def sales(self):
        """National plus export sales of 12 months, or None where neither is known."""
        known = [part for part in (self.sales_national, self.sales_export) if part is not None]
        return sum(known) if known else None

    @property
    def women_jobs(self):
        return _total(self.women_full_time, self.women_part_time)

    @property
    def men_jobs(self):
        return _total(self.men_full_time, self.men_part_time)

    @property
    def jobs(self):
        """Posts held by women and men, full and part time, or None where none is known."""
        return _total(self.women_jobs, self.men_jobs)


def _total(*parts):
    known = [part for part in parts if part is not None]
    return sum(known) if known else None
