"""Women in business: each result with women's part, the gap by center, three years."""

from dataclasses import dataclass
from decimal import Decimal

from centers.models import Center
from centers.roles import Permission
from clients.actions.clients import thresholds_on
from reporting.charts import for_page
from reporting.figures import AMONG_JOBS, BY_OWNER, WOMEN, Figures, share
from reporting.impact import impact
from reporting.measures import MEASURES
from reporting.periods import Period, calendar_year
from reporting.report import chartbook
from reporting.targets import standing, targets_by_measure

STEPS = ("CLI-01", "BUS-01", "JOB-01", "SAL-01", "EXP-01", "CAP-01")
YEARS = 3


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
    by_sex = [code for code in STEPS if WOMEN[code] not in (AMONG_JOBS, BY_OWNER)]
    by_owner = [code for code in STEPS if WOMEN[code] == BY_OWNER]
    jobs = [code + part for code in STEPS if WOMEN[code] == AMONG_JOBS for part in ("", AMONG_JOBS)]
    years = Period(
        calendar_year(period.last_day.year - YEARS + 1).start,
        calendar_year(period.last_day.year).end,
    )
    lines = []
    for asked, time in ((period, ()), (period, ("center",)), (years, ("year",))):
        for by, codes in ((("sex",), by_sex), (("women_owned",), by_owner), ((), jobs)):
            lines += _lines(user, asked, place, (*time, *by), codes, whole=asked is period)
            if time:
                lines += _lines(user, asked, place, time, codes, whole=False)
    return Figures.of(lines)


def _lines(user, period, place, by, codes, *, whole):
    """Lines of the breakdown; the totals only where the period is that of the page."""
    table = impact(user, period, place, by, measures=codes)
    return [line for line in table.as_json() if whole or line["by"]]


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


def centers(figures, user, country):
    """Per center women's share of each result, and the gap between capital and clients in points.

    The gap says where women are advised but money goes elsewhere; widest first, unknown last.
    """
    rows = []
    for center in Center.objects.where(user, Permission.FIGURES_VIEW).filter(country=country):
        shares = [figures.women_share(code, center=center.code) for code in STEPS]
        if any(one is not None for one in shares):
            clients, capital = shares[0], shares[-1]
            gap = capital - clients if None not in (clients, capital) else None
            rows.append({"center": center, "shares": shares, "gap": gap})
    return sorted(rows, key=lambda row: (row["gap"] is None, row["gap"] or 0, row["center"].name))


def page(user, country, period, until, year_start, period_name):
    """Everything the page shows."""
    place = {"country": country.code}
    counted = Period(period.start, until)
    figures = gather(user, counted, place)
    names = dict(
        Center.objects.where(user, Permission.FIGURES_VIEW)
        .filter(country=country)
        .values_list("code", "name")
    )
    targets = targets_by_measure(user, country=country, year=year_start.year)
    last = counted.last_day.year
    return {
        "steps": steps(figures, targets, until),
        "rows": centers(figures, user, country),
        "thresholds": thresholds_on(country.pk, counted.last_day),
        "charts": {
            "results": for_page(chartbook.women_in_results(figures, period_name), column=True),
            "centers": for_page(chartbook.women_by_center(figures, names, period_name)),
            "years": for_page(
                chartbook.women_over_years(figures, range(last - YEARS + 1, last + 1))
            ),
        },
    }
