"""The charts of dashboards and reports, each made from figures."""

from decimal import Decimal

from django.utils.translation import gettext as _

from centers.words import word
from reporting.charts import HIDDEN, ChartSpec, Kind, Mark, Role, Series, Unit
from reporting.charts.spec import is_number
from reporting.parts import part_shown
from reporting.report import findings
from reporting.report.telling import counted, for_order, told

HALF = Decimal(50)
SHOWN_CENTERS = 24  # more rows than this make no readable chart: the table keeps them all
RESULTS = ("CLI-01", "BUS-01", "JOB-01", "CAP-01")


def result_names():
    """The four results of the cover in short words."""
    return {
        "CLI-01": _("Clients"),
        "BUS-01": _("Businesses started"),
        "JOB-01": _("Jobs created"),
        "CAP-01": _("Capital obtained"),
    }


def jobs_by_year(figures, years, until=""):
    """Jobs created and verified, year by year, women's and the others'.

    `until`: what is to be said of a last year that is not over.
    """
    totals = [figures.value("JOB-01", year=year) for year in years]
    shares = [figures.women_share("JOB-01", year=year) for year in years]
    return _by_year(
        figures,
        "JOB-01",
        years,
        key="jobs-by-year",
        title=findings.jobs_over_years(years, totals, shares, whole=not until),
        subtitle=_("Jobs created and verified, by year"),
        said=_("%(year)s: %(total)s jobs, %(women)s of them women's."),
        source=_("Posts, verified with evidence. Others: men and posts whose sex is not stated."),
        until=until,
    )


def clients_by_year(figures, years, until=""):
    """Clients served, year by year, women and the others: where no jobs can be shown."""
    return _by_year(
        figures,
        "CLI-01",
        years,
        key="clients-by-year",
        title=_("Clients served through the years"),
        subtitle=_("Clients with at least one session, by year"),
        said=_("%(year)s: %(total)s clients, %(women)s of them women."),
        source=_("Others: men and clients whose contact's sex is not stated."),
        until=until,
    )


def _by_year(figures, measure, years, *, said, source, until, **words):
    """Columns of women and others; in one piece where only their sum may be told."""
    totals = [figures.value(measure, year=year) for year in years]
    women = [figures.women(measure, year=year) for year in years]
    pairs = list(zip(totals, women, strict=True))
    split = [is_number(total) and is_number(hers) for total, hers in pairs]
    others = [
        total - hers if told else HIDDEN for (total, hers), told in zip(pairs, split, strict=True)
    ]
    women = [hers if told else HIDDEN for hers, told in zip(women, split, strict=True)]
    whole = [0 if told else total for told, total in zip(split, totals, strict=True)]
    series = [
        Series(_("Women"), tuple(women), Role.WOMEN),
        Series(_("Others"), tuple(others), Role.MEN),
    ]
    if any(is_number(total) and total for total in whole):
        series.append(Series(_("Women and others"), tuple(whole), Role.WHOLE))
    by_year = [
        said % {"year": year, "total": counted(total), "women": counted(hers)}
        for year, total, hers in zip(years, totals, women, strict=True)
    ]
    return ChartSpec(
        kind=Kind.STACKED,
        description=" ".join(by_year),
        dimension=_("Year"),
        categories=tuple(str(year) for year in years),
        series=tuple(series),
        source=f"{source} {until}".strip(),
        **words,
    )


def women_in_results(figures, period):
    """Women's part of each result in per cent."""
    shares = {name: figures.women_share(code) for code, name in result_names().items()}
    return ChartSpec(
        key="women-in-results",
        kind=Kind.BARS,
        title=findings.women_in_results(shares),
        subtitle=_("Women in each result, %%, %(period)s") % {"period": period},
        description=told(shares),
        dimension=_("Result"),
        categories=tuple(shares),
        series=(Series(_("Women"), tuple(shares.values()), Role.WOMEN),),
        unit=Unit.PERCENT,
        marks=(Mark(HALF, _("half")),),
        source=_(
            "Clients and businesses started: by the sex of the contact. Jobs: posts held by "
            "women. Capital: amount obtained by firms owned by women."
        ),
    )


def women_by_center(figures, names, period, *, countries=1):
    """Women among clients by center. `names`: {code: name}. Highest first; at most a page."""
    return women_by_place(
        figures,
        "center",
        names,
        whole=_("country %(share)s") if countries == 1 else _("all %(share)s"),
        title=findings.women_by_center(_shares(figures, "center", names).values()),
        subtitle=_("Women among clients served, %% by center, %(period)s") % {"period": period},
        heading=word("center"),
    )


def _shares(figures, kind, names):
    """{name: women among the clients there in per cent}, of the places that had clients."""
    shares = {name: figures.women_share("CLI-01", **{kind: code}) for code, name in names.items()}
    return {name: value for name, value in shares.items() if value is not None}


def women_by_place(figures, kind, names, *, whole, title, subtitle, heading):
    """Women among clients by center or country (`kind`), highest first; at most a page.

    `whole`: words for the share of all together, with %(share)s.
    """
    together = figures.women_share("CLI-01")
    shares = _shares(figures, kind, names)
    ordered = sorted(shares, key=lambda name: for_order(shares[name]), reverse=True)
    shown, source = ordered, ""
    if len(ordered) > SHOWN_CENTERS:
        half = SHOWN_CENTERS // 2
        shown = ordered[:half] + ordered[-half:]
        source = _("The %(half)s with the highest and the lowest share of %(all)s.") % {
            "half": half,
            "all": len(ordered),
        }
    marks = [Mark(HALF, _("half"))]
    if is_number(together):
        label = whole % {"share": part_shown(together / 100)}
        marks.append(Mark(together, label, Role.WOMEN))
    return ChartSpec(
        key=f"women-by-{kind}",
        kind=Kind.DOTS,
        title=title,
        subtitle=subtitle,
        description=told({name: shares[name] for name in shown}),
        dimension=heading,
        categories=tuple(shown),
        series=(Series(_("Women"), tuple(shares[name] for name in shown), Role.WOMEN),),
        unit=Unit.PERCENT,
        marks=tuple(marks),
        source=source,
    )


THROUGH_YEARS = ("CLI-01", "JOB-01", "CAP-01")


def women_over_years(figures, years, until=""):
    """Women's part of clients, jobs and capital through the years, in per cent."""
    names = result_names()
    roles = (Role.WOMEN, Role.ACTUAL, Role.TARGET)
    series = tuple(
        Series(names[code], tuple(figures.women_share(code, year=y) for y in years), role)
        for code, role in zip(THROUGH_YEARS, roles, strict=True)
    )
    last = {one.label: one.values[-1] for one in series}
    return ChartSpec(
        key="women-over-years",
        kind=Kind.LINE,
        title=_("Women's part through the years"),
        subtitle=_("Women in clients, jobs and capital, %"),
        description=told(last),
        dimension=_("Year"),
        categories=tuple(str(year) for year in years),
        series=series,
        unit=Unit.PERCENT,
        source=until,
    )


def women_funnel(figures, period):
    """Women clients: advised, for long, with a result."""
    stages = {
        _("Women advised"): figures.value("CLI-01", sex="woman"),
        _("5 hours or more"): figures.value("CLI-03", sex="woman"),
        _("Businesses started"): figures.value("BUS-01", sex="woman"),
    }
    return ChartSpec(
        key="women-funnel",
        kind=Kind.FUNNEL,
        title=_("From the first session to a business of her own"),
        subtitle=_("Women among clients, %(period)s") % {"period": period},
        description=told(stages, percent=False),
        dimension=_("Stage"),
        categories=tuple(stages),
        series=(Series(_("Women"), tuple(stages.values()), Role.WOMEN),),
    )
