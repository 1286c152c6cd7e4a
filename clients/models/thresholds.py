"""From which shares a firm counts as women-owned or women-led: dated, by country."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centers.models import Country


class OwnershipThresholdQuerySet(models.QuerySet):
    def valid_on(self, country, day):
        """The thresholds of `country` on `day`: its own, else those of the network; else None."""
        rows = self.filter(Q(country=country) | Q(country=None), valid_from__lte=day)
        own_first = models.F("country").asc(nulls_last=True)
        return rows.order_by(own_first, "-valid_from").first()


class OwnershipThreshold(models.Model):
    """Shares in per cent, valid from a day until the next row of the same country."""

    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ownership_thresholds",
        verbose_name=_("country"),
        help_text=_("Empty: every country without its own."),
    )
    version = models.CharField(_("version"), max_length=20)
    valid_from = models.DateField(_("valid from"))
    owned = models.DecimalField(_("women-owned from, %"), max_digits=5, decimal_places=2)
    majority = models.DecimalField(
        _("women's majority above, %"), max_digits=5, decimal_places=2, default=50
    )
    led = models.DecimalField(_("women-led from, %"), max_digits=5, decimal_places=2)
    source = models.CharField(_("source"), max_length=200)

    objects = OwnershipThresholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("threshold of women's ownership")
        ordering = ["country", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "valid_from"], name="threshold_once_a_day_and_country"
            ),
            models.UniqueConstraint(
                fields=["valid_from"], condition=Q(country=None), name="threshold_once_a_day"
            ),
            models.CheckConstraint(
                name="threshold_percent",
                condition=Q(
                    owned__gt=0,
                    owned__lte=100,
                    led__gt=0,
                    led__lte=100,
                    majority__gte=0,
                    majority__lt=100,
                ),
            ),
        ]

    def __str__(self):
        return f"{self.version} · {self.country_id or '*'}"
