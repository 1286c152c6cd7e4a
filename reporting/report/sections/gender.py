"""Women in business: their part of every result, by center and through the years."""

from django.utils.translation import gettext as _

from reporting.charts import Kind
from reporting.charts.spec import is_number
from reporting.measures import MEASURES
from reporting.report import chartbook, findings
from reporting.report.pictures import picture, shows_something, two_columns
from reporting.report.words import share_shown, shown

WOMEN_MEASURES = ("CLI-01", "CLI-02", "CLI-03", "BUS-01", "FOR-01", "JOB-01", "CAP-01", "SAL-01")


def _height(chart):
    """So that all of them stand on one page, also those of many centers."""
    rows = len(chart.categories)
    return {Kind.LINE: 210, Kind.DOTS: 48 + min(24, 460 / max(rows, 1)) * rows}.get(chart.kind)


def women(frozen):
    """Shares of every result, charts, and what the coordinator says is being done."""
    figures, period = frozen.figures, frozen.period_name()
    charts = [chartbook.women_funnel(figures, period)]
    if len(frozen.centers) > 1:
        countries = len(frozen.data["countries"])
        charts.append(
            chartbook.women_by_center(figures, frozen.centers, period, countries=countries)
        )
    through_years = chartbook.women_over_years(figures, frozen.years, frozen.until)
    if any(sum(map(is_number, one.values)) > 1 for one in through_years.series):
        charts.append(through_years)
    rows = [
        {
            "name": str(MEASURES[code].label),
            "cells": [
                shown(code, figures.value(code)),
                shown(code, figures.women(code)),
                share_shown(figures.women_share(code)),
            ],
        }
        for code in WOMEN_MEASURES
    ]
    shares = {name: figures.women_share(c) for c, name in chartbook.result_names().items()}
    charts = [picture(one, height=_height(one)) for one in charts if shows_something(one)]
    return {
        "rows": rows,
        "charts": charts,
        "columns": two_columns(charts),
        "headline": findings.women_against_capital(
            shares[_("Clients")], shares[_("Capital obtained")]
        ),
        "done": frozen.said("women"),
    }
