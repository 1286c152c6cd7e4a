"""Women in business: their part of every result, by center and through the years."""

from django.utils.translation import gettext as _

from reporting.charts import Kind
from reporting.charts.spec import is_number
from reporting.measures import MEASURES
from reporting.report import chartbook, findings
from reporting.report.cover import picture
from reporting.report.words import share_shown, shown

WOMEN_MEASURES = ("CLI-01", "CLI-02", "CLI-03", "BUS-01", "FOR-01", "JOB-01", "CAP-01", "SAL-01")


def women(frozen):
    """Shares of every result, charts, and what the coordinator says is being done."""
    figures, period = frozen.figures, frozen.period_name()
    charts = [chartbook.women_funnel(figures, period)]
    if len(frozen.centers) > 1:
        charts.append(chartbook.women_by_center(figures, frozen.centers, period))
    through_years = chartbook.women_over_years(figures, frozen.years)
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
    return {
        "rows": rows,
        "charts": [picture(chart, 400, chart.kind == Kind.LINE and 210) for chart in charts],
        "headline": findings.women_against_capital(
            shares[_("Clients")], shares[_("Capital obtained")]
        ),
        "done": frozen.said("women"),
    }
