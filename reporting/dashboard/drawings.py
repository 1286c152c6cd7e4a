"""The dashboard's three charts."""

from django.conf import settings
from django.utils.translation import gettext as _

from reporting.charts import for_page
from reporting.report import chartbook
from reporting.targets import monthly


def charts(board):
    """Jobs to date, women by center, women in each result, drawn for a page."""
    names = {code: center.name for code, center in board.center_of.items()}
    return {
        "jobs": for_page(_jobs(board)),
        "centers": for_page(chartbook.women_by_center(board.figures, names, board.period_name)),
        "results": for_page(
            chartbook.women_in_results(board.figures, board.period_name), column=True
        ),
    }


def _jobs(board):
    months = _keys(board.year)
    target = board.targets.get("JOB-01")
    return chartbook.jobs_to_date(
        board.figures,
        months,
        _keys(board.year.year_before()),
        until=board.until,
        plan=monthly(target) if target else (),
        labels=(str(board.year.start.year), str(board.year.start.year - 1)),
        source=_("Source: %(network)s, measure JOB-01, verified claims only.")
        % {"network": settings.NETWORK_NAME},
    )


def _keys(period):
    return [f"{day:%Y-%m}" for day in period.months()]
