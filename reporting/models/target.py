"""Targets: what a country, center, funder or advisor means to reach in a year."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centers.models import Center, Country, Funder
from centers.roles import Permission


class TargetQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.FIGURES_VIEW):
        """Targets of centers in the user's scope, and of the countries these belong to."""
        centers = Center.objects.where(user, permission)
        countries = Country.objects.touching(user, permission)
        return self.filter(Q(center__in=centers) | Q(center=None, country__in=countries))

    def of(self, *, country, year, center=None, funder=None, advisor=None):
        """Targets of exactly this holder: by default those of the country as a whole."""
        return self.filter(
            country=country, year=year, center=center, funder=funder, advisor=advisor
        )


class Target(models.Model):
    """A value to reach for one measure in one fiscal year.

    `year` is the calendar year in which the country's fiscal year starts. A measure code that ends
    in `.women_share` is a share in per cent: it holds all year and is never spread over months.
    """

    class Profile(models.TextChoices):
        EVEN = "even", _("Evenly")
        LAST_YEAR = "last_year", _("As last year went")
        TYPED = "typed", _("Typed month by month")

    country = models.ForeignKey(Country, models.PROTECT, related_name="targets")
    center = models.ForeignKey(
        Center, models.PROTECT, null=True, blank=True, related_name="targets"
    )
    funder = models.ForeignKey(
        Funder, models.PROTECT, null=True, blank=True, related_name="targets"
    )
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="targets"
    )
    measure = models.CharField(_("measure"), max_length=30)
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("target"), max_digits=18, decimal_places=2)
    profile = models.CharField(_("spread"), max_length=9, choices=Profile, default=Profile.EVEN)
    # Twelve weights, as decimal strings, from the first month of the fiscal year; empty = even.
    months = models.JSONField(_("months"), default=list, blank=True)
    # Why it is missed, in the coordinator's words; reports for funders print it.
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        ordering = ["year", "measure", "pk"]
        constraints = [
            models.CheckConstraint(name="target_not_negative", condition=Q(value__gte=0)),
            models.CheckConstraint(
                name="target_one_holder",
                condition=Q(funder=None) | Q(center=None, advisor=None),
            ),
            models.CheckConstraint(
                name="target_advisor_at_center",
                condition=Q(advisor=None) | Q(center__isnull=False),
            ),
            models.CheckConstraint(
                name="target_share_is_percent",
                condition=~Q(measure__endswith=".women_share") | Q(value__lte=100),
            ),
            models.UniqueConstraint(
                fields=["country", "measure", "year"],
                condition=Q(center=None, funder=None),
                name="target_once_a_country",
            ),
            models.UniqueConstraint(
                fields=["center", "measure", "year"],
                condition=Q(center__isnull=False, advisor=None),
                name="target_once_a_center",
            ),
            models.UniqueConstraint(
                fields=["country", "funder", "measure", "year"],
                condition=Q(funder__isnull=False),
                name="target_once_a_funder",
            ),
            models.UniqueConstraint(
                fields=["center", "advisor", "measure", "year"],
                condition=Q(advisor__isnull=False),
                name="target_once_an_advisor",
            ),
        ]

    def __str__(self):
        return f"{self.measure} {self.year}: {self.value}"

    @property
    def is_share(self):
        return self.measure.endswith(".women_share")

    @property
    def holder(self):
        """Whose target it is: the advisor, center, funder or country."""
        return self.advisor or self.center or self.funder or self.country


class TargetChange(models.Model):
    """One line of the history: what a target was, what it became, who changed it.

    It names the holder in words, so that it stays readable when the target is taken away.
    """

    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    center = models.ForeignKey(Center, models.PROTECT, null=True, related_name="+")
    holder = models.CharField(max_length=160)
    measure = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    old_value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    new_value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    profile = models.CharField(max_length=9, choices=Target.Profile)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now_add=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a target")
        ordering = ["-changed_at", "-pk"]

    def __str__(self):
        return f"{self.measure} {self.year}: {self.old_value} → {self.new_value}"
