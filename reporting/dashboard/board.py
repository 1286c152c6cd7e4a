"""What one dashboard is about: whose, where, when, filtered how."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import cached_property

from centers.roles import Permission
from clients.models import QualityCount
from reporting.closed_figures import closed
from reporting.dashboard.links import full_query
from reporting.dashboard.questions import gather
from reporting.figures import Figures
from reporting.filters import Compare, counted_until
from reporting.impact import Figures as Reading
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
    compare: str = Compare.YEAR
    before: object = None  # the days to compare with, or None

    @classmethod
    def of(cls, form):
        """The Board of a valid FigureFilter."""
        period = form.asked_period()
        before = form.compared(period, counted_until(period))
        compare = form.cleaned_data["compare"]
        return cls(form.user, form.place, period, form.asked(), form.centers, compare, before)

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
    def asked_name(self):
        """The name of all that was asked for, counted or not yet."""
        return period_name(self.period.start, self.period.end)

    @property
    def runs(self):
        """Whether days of the period are still to come."""
        return self.until < self.period.end

    @property
    def place_name(self):
        return country_name({"code": self.country.code, "name": self.country.name})

    @cached_property
    def year(self):
        """The country's fiscal year in which the period starts: that of the targets."""
        return fiscal_year_of(self.country, self.period.start)

    @property
    def query(self):
        """The address's query for the same figures elsewhere."""
        return full_query(self)

    @cached_property
    def reading(self):
        """What answers the board's questions; scope and facts are made ready once."""
        return Reading(self.user, self.filters)

    @cached_property
    def today(self):
        """The Tables counted today, also what came after the period was closed."""
        return gather(self)

    @cached_property
    def cells(self):
        """The cells shown: those of the closing where the period is closed, else today's."""
        today = [cell for table in self.today for cell in table]
        return self.closed.over(today) if self.closed else today

    @cached_property
    def closed(self):
        """The Closed figures of exactly this period, or None."""
        return closed(self.user, self.country, self.period, self.filters, self.centers)

    @cached_property
    def _figures_today(self):
        return Figures.of_tables(*self.today)

    def since_closing(self, measure):
        """Today's figure less the closed one: what came, was restated or merged later."""
        if not self.closed:
            return 0
        return self._figures_today.value(measure) - self.figures.value(measure)

    @cached_property
    def figures(self):
        return Figures.of_cells(self.cells) if self.closed else self._figures_today

    @property
    def year_compared(self):
        """The fiscal year whose months stand beside this one's, or None."""
        months = {Compare.NOTHING: 0, Compare.TWO_YEARS: 24}.get(self.compare, 12)
        return self.year.moved(-months) if months else None

    @cached_property
    def targets(self):
        """{measure: Target} of the center or funder that is chosen, else of the country."""
        if not self.held_to_targets or ("center" in self.filters and "funder" in self.filters):
            return {}
        codes = self.filters["center"]
        holder = self.center_of[codes[0]].pk if codes else None
        return self.year_targets.get(holder, {})

    @property
    def held_to_targets(self):
        """Whether the figures are those that targets are set for.

        Not where the period is not counted from the year's first day, nor where a filter by sex or
        ownership leaves a part of the result.
        """
        if self.period.start != self.year.start or self.until > self.year.end:
            return False
        return "sex" not in self.filters and "women_owned" not in self.filters

    @cached_property
    def year_targets(self):
        """{id of a center, or None for the country or funder: {measure: Target}}, in one query.

        Each carries the country's own row already.
        """
        targets = Target.objects.for_user(self.user).filter(
            country=self.country, year=self.year.start.year, advisor=None
        )
        codes = self.filters["funder"]
        targets = targets.filter(funder__code__in=codes) if codes else targets.filter(funder=None)
        found = {}
        for target in targets:
            target.country = self.country
            found.setdefault(target.center_id, {})[target.measure] = target
        return found

    @cached_property
    def center_of(self):
        """{code: Center} of the scope in this country."""
        return {one.code: one for one in self.centers}

    @cached_property
    def quality_counts(self):
        """The counts of faults last kept, of the centers whose quality the person may see."""
        if not self.user.holds(Permission.QUALITY_VIEW):
            return []
        return list(self.here(QualityCount.objects.for_user(self.user, Permission.QUALITY_VIEW)))

    def here(self, rows):
        """Those of `rows` (a queryset of rows that belong to centers) in the place asked for."""
        rows = rows.filter(country=self.country)
        codes = self.filters["center"]
        return rows.filter(center__code__in=codes) if codes else rows

    @property
    def shown_centers(self):
        """{code: Center} of those that the filters leave."""
        asked = self.filters["center"]
        return {code: one for code, one in self.center_of.items() if not asked or code in asked}

    def standing(self, measure, value):
        """The result beside its target, or None without a target."""
        target = self.targets.get(measure)
        return standing(target, value, self.until) if target else None
