"""What one dashboard is about: whose, where, when, filtered how."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import cached_property

from reporting.dashboard.questions import gather
from reporting.figures import Figures
from reporting.filters import counted_until
from reporting.models import Target
from reporting.periods import fiscal_year_of
from reporting.report.names import country_name, period_name
from reporting.targets import standing


@dataclass
class Board:
    """Figures of one person's scope, period and filters, with targets where there are some."""

    user: object
    country: object
    period: object
    filters: object
    centers: list  # those of the person's scope in this country, by name

    @classmethod
    def of(cls, form):
        """The Board of a valid FigureFilter."""
        return cls(form.user, form.place, form.asked_period(), form.asked(), form.centers)

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
        codes = self.filters["center"]
        holder = self.center_of[codes[0]].pk if codes else None
        return self.year_targets.get(holder, {})

    @cached_property
    def year_targets(self):
        """{id of a center, or None for the country: {measure: Target}} of the year, in one query.

        Each carries the country's own row already.
        """
        targets = Target.objects.for_user(self.user).filter(
            country=self.country, year=self.year.start.year, funder=None, advisor=None
        )
        found = {}
        for target in targets:
            target.country = self.country
            found.setdefault(target.center_id, {})[target.measure] = target
        return found

    @cached_property
    def center_of(self):
        """{code: Center} of the scope in this country."""
        return {one.code: one for one in self.centers}

    @property
    def shown_centers(self):
        """{code: Center} of those that the filters leave."""
        asked = self.filters["center"]
        return {code: one for code, one in self.center_of.items() if not asked or code in asked}

    def standing(self, measure, value):
        """The result beside its target, or None without a target."""
        target = self.targets.get(measure)
        return standing(target, value, self.until) if target else None
