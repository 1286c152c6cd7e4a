"""Closed periods: figures as they stood, never changed afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centers.models import Country
from centers.roles import Permission
from reporting.periods import Period
from reporting.report.names import period_name


class PeriodClosingQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.PERIOD_CLOSE):
        return self.filter(country__in=Country.objects.where(user, permission))


class PeriodClosing(models.Model):
    """The half-open period [start, end) of a country, closed with its figures.

    `figures`: lines {measure, state, by, figure} of the country and of each center, in smallest
    parts (minutes, cents). The database refuses to change or remove a closing.
    """

    country = models.ForeignKey(Country, models.PROTECT, related_name="closings")
    start = models.DateField(_("first day"))
    end = models.DateField(_("first day that counts no more"))
    figures = models.JSONField(editable=False)
    waiting = models.PositiveIntegerField(_("claims not verified when closed"), default=0)
    quality = models.DecimalField(
        _("quality score, %"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(auto_now_add=True)

    objects = PeriodClosingQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed period")
        ordering = ["-end"]
        constraints = [
            models.CheckConstraint(
                name="closing_ends_after_it_starts", condition=Q(end__gt=F("start"))
            ),
            models.UniqueConstraint(fields=["country", "end"], name="closing_end_once"),
            models.UniqueConstraint(fields=["country", "start"], name="closing_start_once"),
        ]

    def __str__(self):
        return f"{self.country_id} {self.start.isoformat()}/{self.end.isoformat()}"

    def get_absolute_url(self):
        return reverse("reporting:closing-detail", args=[self.pk])

    @property
    def period(self):
        return Period(self.start, self.end)

    @property
    def period_name(self):
        return period_name(self.start, self.end)
