"""What one dashboard is about: whose, where, when, filtered how."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import cached_property

from centers.models import Center
from centers.roles import Permission
from reporting.dashboard.questions import gather
from reporting.figures import Figures
from reporting.filters import counted_until
from reporting.periods import fiscal_year_of
from reporting.report.names import country_name, period_name
from reporting.targets import standing, targets_by_measure


@dataclass
class Board:
    """Figures of one person's scope, period and filters, with targets where there are some."""

    user: object
    country: object
    period: object
    filters: object

    @cached_property
    def until(self):
        """The first day that is not counted."""
        return counted_until(self.period)

    @property
    def last_day(self):
        return self.until - timedelta(days=1)

    @property
    def period_name(self):
        return period_name(self.period.start, self.until)

    @property
    def place_name(self):
        return country_name({"code": self.country.code, "name": self.country.name})

    @cached_property
    def year(self):
        """The country's fiscal year in which the period starts: that of the targets."""
        return fiscal_year_of(self.country, self.period.start)

    @cached_property
    def lines(self):
        return gather(self)

    @cached_property
    def figures(self):
        return Figures.of(self.lines)

    @cached_property
    def targets(self):
        """{measure: Target}; none where the period is not counted from the year's first day.

        Targets of a center, where one is chosen, else the country's. Filters by sex or funder
        leave a part of the result, to be held against no target.
        """
        counted_from_start = self.period.start == self.year.start
        if not counted_from_start or self.until > self.year.end:
            return {}
        if "sex" in self.filters or "funder" in self.filters:
            return {}
        centers = self.filters["center"]
        holder = {"center": self.center_of[centers[0]]} if centers else {}
        return targets_by_measure(
            self.user, country=self.country, year=self.year.start.year, **holder
        )

    @cached_property
    def center_of(self):
        """{code: Center} of the scope in this country."""
        mine = Center.objects.where(self.user, Permission.FIGURES_VIEW)
        return {one.code: one for one in mine.filter(country=self.country).order_by("name")}

    def standing(self, measure, value):
        """The result beside its target, or None without a target."""
        target = self.targets.get(measure)
        return standing(target, value, self.until) if target else None
