"""Charts of how far the work has come: jobs to date against the plan, targets reached."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from centers import formats
from reporting.charts import HIDDEN, ChartSpec, Kind, Mark, Role, Series, Unit
from reporting.report import findings
from reporting.report.telling import told


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
        description=told({one.label: one.values[at] for one in series}, percent=False),
        dimension=_("Month"),
        categories=tuple(formats.month_letters(_first(one).month) for one in months),
        series=tuple(series),
        source=source,
    )


def targets_reached(shares):
    """Results as per cent of their targets. `shares`: {name of the measure: per cent}."""
    return ChartSpec(
        key="targets-reached",
        kind=Kind.BULLET,
        title=findings.targets_reached(shares.values()),
        subtitle=_("Verified result as a part of its target, %"),
        description=told(shares),
        dimension=_("Result"),
        categories=tuple(shares),
        series=(Series(_("Reached"), tuple(shares.values())),),
        unit=Unit.PERCENT,
        marks=(Mark(Decimal(100), _("target")),),
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
