"""Exchange rates: local currency per US dollar, by month or by year."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ExchangeRateQuerySet(models.QuerySet):
    def valid_for(self, currency, day):
        """The rate of the month of `day`, else that of its year, else None."""
        rates = self.filter(Q(month=day.month) | Q(month=None), currency=currency, year=day.year)
        return rates.order_by(F("month").asc(nulls_last=True)).first()


class ExchangeRate(models.Model):
    """Units of `currency` for a US dollar, averaged over a month or (month empty) a year."""

    currency = models.CharField(_("currency"), max_length=3)
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    per_usd = models.DecimalField(_("units per US dollar"), max_digits=20, decimal_places=8)
    source = models.CharField(_("source"), max_length=160)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    loaded_at = models.DateTimeField(auto_now_add=True)

    objects = ExchangeRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange rate")
        ordering = ["currency", "-year", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "year", "month"],
                condition=Q(month__isnull=False),
                name="rate_once_a_month",
            ),
            models.UniqueConstraint(
                fields=["currency", "year"], condition=Q(month=None), name="rate_once_a_year"
            ),
            models.CheckConstraint(name="rate_positive", condition=Q(per_usd__gt=0)),
            models.CheckConstraint(
                name="rate_month", condition=Q(month=None) | Q(month__gte=1, month__lte=12)
            ),
        ]

    def __str__(self):
        return f"{self.currency} {self.year}" + (f"-{self.month:02}" if self.month else "")
