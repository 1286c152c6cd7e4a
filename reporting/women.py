"""Women in business: each result with women's part, the gap by center, three years."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from clients.actions.clients import thresholds_on
from reporting.charts import Row, Table
from reporting.figures import AMONG_JOBS, BY_OWNER, WOMEN, Figures, share
from reporting.impact import Figures as Reading
from reporting.measures import MEASURES
from reporting.periods import Period, calendar_year, fiscal_year_of
from reporting.report import chartbook
from reporting.targets import standing, targets_by_measure

STEPS = ("CLI-01", "BUS-01", "JOB-01", "SAL-01", "EXP-01", "CAP-01")
YEARS = 3
CHARTS, FUNNEL = ("results", "centers", "years"), "funnel"


@dataclass(frozen=True)
class Step:
    """One result: all of it, women's part, what is not known, and the target for the share."""

    measure: object
    whole: Decimal
    women: Decimal
    unknown: Decimal
    target: object

    @property
    def share(self):
        """Women's part in per cent, None where there is nothing."""
        return share(self.women, self.whole)

    @property
    def unknown_share(self):
        return share(self.unknown, self.whole)


def gather(user, period, place):
    """Figures of the page: totals, women's parts, by center and through three calendar years.

    `place`: filters such as {"country": "SV"}.
    """
    by_sex = tuple(code for code in STEPS if WOMEN[code] not in (AMONG_JOBS, BY_OWNER))
    jobs = [code + part for code in STEPS if WOMEN[code] == AMONG_JOBS for part in ("", AMONG_JOBS)]
    added = (*(code for code in STEPS if WOMEN[code] == BY_OWNER), *jobs)
    years = Period(
        calendar_year(period.last_day.year - YEARS + 1).start,
        calendar_year(period.last_day.year).end,
    )
    reading = Reading(user, place)
    tables = [reading.table(period, ("sex",), by_sex)]  # a client of two centers counts once
    for asked, part in ((period, "center"), (years, "year")):
        people = reading.table(asked, (part, "sex"), by_sex, totals=False)
        money = reading.table(asked, (part, "women_owned"), added, totals=False)
        tables += [people, people.summed((part,)), money, money.summed((part,))]
        if part == "center":
            tables += [money.summed(("women_owned",)), money.summed(())]
    return Figures.of_tables(*tables)


def steps(figures, targets, until):
    """The funnel, from clients to capital."""
    found = []
    for code in STEPS:
        whole, hers = figures.value(code), figures.women(code)
        target = targets.get(f"{code}.women_share")
        reached = share(hers, whole)
        found.append(
            Step(
                measure=MEASURES[code],
                whole=whole,
                women=hers,
                unknown=_unknown(figures, code),
                target=standing(target, reached, until) if target and reached is not None else None,
            )
        )
    return found


def _unknown(figures, code):
    """What is not known to be women's or not: a value of its own, shown beside the share."""
    if WOMEN[code] == BY_OWNER:
        return figures.value(code, women_owned="unknown")
    if WOMEN[code] == AMONG_JOBS:
        return Decimal(0)
    return figures.value(code, sex="not_stated")


def centers(figures, places):
    """Per center women's share of each result, and the gap between capital and clients in points.

    The gap says where women are advised but money goes elsewhere; widest first, unknown last.
    """
    rows = []
    for center in places:
        shares = [figures.women_share(code, center=center.code) for code in STEPS]
        if any(one is not None for one in shares):
            clients, capital = shares[0], shares[-1]
            gap = capital - clients if None not in (clients, capital) else None
            rows.append({"center": center, "shares": shares, "gap": gap})
    return sorted(rows, key=lambda row: (row["gap"] is None, row["gap"] or 0, row["center"].name))


@dataclass
class Page:
    """Everything the page shows of one country and period."""

    user: object
    country: object
    period: object  # as far as it is counted
    places: list  # the centers of the person's scope
    period_name: str

    @cached_property
    def figures(self):
        return gather(self.user, self.period, {"country": self.country.code})

    @cached_property
    def steps(self):
        year = fiscal_year_of(self.country, self.period.start).start.year
        targets = targets_by_measure(self.user, country=self.country, year=year)
        return steps(self.figures, targets, self.period.end)

    @cached_property
    def rows(self):
        return centers(self.figures, self.places)

    @cached_property
    def thresholds(self):
        return thresholds_on(self.country.pk, self.period.last_day)

    def spec(self, name):
        """The ChartSpec of one of CHARTS."""
        if name == "results":
            return chartbook.women_in_results(self.figures, self.period_name)
        if name == "centers":
            names = {one.code: one.name for one in self.places}
            return chartbook.women_by_center(self.figures, names, self.period_name)
        last = self.period.last_day.year
        return chartbook.women_over_years(self.figures, range(last - YEARS + 1, last + 1))

    def funnel(self):
        """The table of results as exact numbers."""
        return Table(
            title=_("From clients to capital"),
            caption=self.period_name,
            headers=(_("Result"), _("All"), _("Women's"), _("Share, %"), _("Not known, %")),
            rows=tuple(
                Row(
                    str(one.measure.label),
                    (one.whole, one.women, _short(one.share), _short(one.unknown_share)),
                    (),
                )
                for one in self.steps
            ),
        )


def _short(value):
    return None if value is None else round(value, 1)
