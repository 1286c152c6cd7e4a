"""The charts of dashboards and reports, each made from figures."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from centers import formats
from reporting.charts import HIDDEN, ChartSpec, Kind, Mark, Role, Series, Unit
from reporting.charts.spec import is_number
from reporting.report import findings

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


def jobs_by_year(figures, years):
    """Jobs created and verified, year by year, women's and the others'."""
    totals = [figures.value("JOB-01", year=year) for year in years]
    women = [figures.women("JOB-01", year=year) for year in years]
    others = [
        total - hers if is_number(total) and is_number(hers) else HIDDEN
        for total, hers in zip(totals, women, strict=True)
    ]
    shares = [figures.women_share("JOB-01", year=year) for year in years]
    told = [
        _("%(year)s: %(jobs)s jobs, %(women)s of them women's.")
        % {"year": year, "jobs": _count(total), "women": _count(hers)}
        for year, total, hers in zip(years, totals, women, strict=True)
    ]
    return ChartSpec(
        key="jobs-by-year",
        kind=Kind.STACKED,
        title=findings.jobs_over_years(years, totals, shares),
        subtitle=_("Jobs created and verified, by year"),
        description=" ".join(told),
        dimension=_("Year"),
        categories=tuple(str(year) for year in years),
        series=(
            Series(_("Women"), tuple(women), Role.WOMEN),
            Series(_("Others"), tuple(others), Role.MEN),
        ),
        source=_("Posts, verified with evidence. Others: men and posts whose sex is not stated."),
    )


def women_in_results(figures, period):
    """Women's part of each result in per cent."""
    shares = {name: figures.women_share(code) for code, name in result_names().items()}
    return ChartSpec(
        key="women-in-results",
        kind=Kind.BARS,
        title=findings.women_in_results(shares),
        subtitle=_("Women in each result, %%, %(period)s") % {"period": period},
        description=_told(shares),
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


def women_by_center(figures, names, period):
    """Women among clients by center. `names`: {code: name}. Highest first; at most a page."""
    return women_by_place(
        figures,
        "center",
        names,
        whole=_("country %(share)s"),
        title=findings.women_by_center(_shares(figures, "center", names).values()),
        subtitle=_("Women among clients served, %% by center, %(period)s") % {"period": period},
        heading=_("Center"),
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
    ordered = sorted(shares, key=lambda name: _for_order(shares[name]), reverse=True)
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
        label = whole % {"share": formats.percent(together / 100)}
        marks.append(Mark(together, label, Role.WOMEN))
    return ChartSpec(
        key=f"women-by-{kind}",
        kind=Kind.DOTS,
        title=title,
        subtitle=subtitle,
        description=_told({name: shares[name] for name in shown}),
        dimension=heading,
        categories=tuple(shown),
        series=(Series(_("Women"), tuple(shares[name] for name in shown), Role.WOMEN),),
        unit=Unit.PERCENT,
        marks=tuple(marks),
        source=source,
    )


def women_over_years(figures, years):
    """Women's part of clients, jobs and capital through the years, in per cent."""
    names = result_names()
    roles = {"CLI-01": Role.WOMEN, "JOB-01": Role.ACTUAL, "CAP-01": Role.TARGET}
    series = tuple(
        Series(names[code], tuple(figures.women_share(code, year=y) for y in years), role)
        for code, role in roles.items()
    )
    last = {one.label: one.values[-1] for one in series}
    return ChartSpec(
        key="women-over-years",
        kind=Kind.LINE,
        title=_("Women's part through the years"),
        subtitle=_("Women in clients, jobs and capital, %"),
        description=_told(last),
        dimension=_("Year"),
        categories=tuple(str(year) for year in years),
        series=series,
        unit=Unit.PERCENT,
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
        description=_told(stages, percent=False),
        dimension=_("Stage"),
        categories=tuple(stages),
        series=(Series(_("Women"), tuple(stages.values()), Role.WOMEN),),
    )


def jobs_to_date(figures, months, before, *, until, plan=(), labels, source=""):
    """Verified jobs accumulated over the months of a year, with target and last year.

    `months`, `before`: months as "2025-01"; values after `until` (a date) stay empty. `plan`:
    the target by month, empty without one. `labels`: names of this year and the last.
    """
    now = _accumulated([figures.value("JOB-01", month=one) for one in months])
    begun = [_first(one) < until for one in months]
    actual = tuple(v if b else None for v, b in zip(now, begun, strict=True))
    last = _accumulated([figures.value("JOB-01", month=one) for one in before])
    series = [Series(labels[0], actual, Role.ACTUAL)]
    target = tuple(_accumulated(plan)) if plan else ()
    if target:
        series.append(Series(_("Target"), target, Role.TARGET))
    if any(last):
        series.append(Series(labels[1], tuple(last), Role.LAST_YEAR))
    reached = sum(begun) - 1
    at = max(reached, 0)
    title = findings.jobs_against_plan(
        actual[at], target[at] if target else None, last[at] if last else 0, labels[1]
    )
    return ChartSpec(
        key="jobs-to-date",
        kind=Kind.LINE,
        title=title,
        subtitle=_("Jobs created and verified, accumulated over the year"),
        description=_told({one.label: one.values[at] for one in series}, percent=False),
        dimension=_("Month"),
        categories=tuple(formats.month_letters(_first(one).month) for one in months),
        series=tuple(series),
        source=source,
    )


def ranked(figures, key, measure, dimension, names, title, heading, limit=8):
    """Horizontal bars of one measure by group, largest first.

    Only for measures that add up over the groups.
    """
    values = {name: figures.value(measure, **{dimension: code}) for code, name in names.items()}
    values = {name: value for name, value in values.items() if value}
    ordered = sorted(values, key=lambda name: _for_order(values[name]), reverse=True)
    shown = {name: values[name] for name in ordered[:limit]}
    subtitle = _("The %(count)s largest") % {"count": limit} if len(ordered) > limit else ""
    return ChartSpec(
        key=key,
        kind=Kind.BARS,
        title=title,
        subtitle=subtitle,
        description=_told(shown, percent=False),
        dimension=heading,
        categories=tuple(shown),
        series=(Series(title, tuple(shown.values())),),
    )


def _accumulated(values):
    """Running sums; from the first hidden value on nothing more can be said."""
    total, sums = Decimal(0), []
    for value in values:
        total = HIDDEN if HIDDEN in (value, total) else total + (value or 0)
        sums.append(total)
    return sums


def _first(month):
    year, number = month.split("-")
    return date(int(year), int(number), 1)


def _for_order(value):
    return value if is_number(value) else Decimal(-1)


def _count(value):
    return formats.integer(value) if is_number(value) else _("confidential")


def _told(values, percent=True):
    """The figures of a chart in words, for whom cannot see it."""
    said = []
    for name, value in values.items():
        if value is None:
            text = _("no data")
        elif not is_number(value):
            text = _("confidential")
        else:
            text = formats.percent(value / 100) if percent else formats.integer(value)
        said.append(f"{name} {text}")
    return "; ".join(said) + "." if said else _("No data.")


def targets_reached(shares):
    """Results as per cent of their targets. `shares`: {name of the measure: per cent}."""
    return ChartSpec(
        key="targets-reached",
        kind=Kind.BULLET,
        title=_("How far each target was reached"),
        subtitle=_("Verified result as a part of its target, %"),
        description=_told(shares),
        dimension=_("Result"),
        categories=tuple(shares),
        series=(Series(_("Reached"), tuple(shares.values())),),
        unit=Unit.PERCENT,
        marks=(Mark(Decimal(100), _("target")),),
    )
