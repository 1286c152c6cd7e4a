"""The dashboard's three charts, each with its records, its method and its table as a file."""

from django.conf import settings
from django.utils.translation import gettext as _

from reporting.charts import for_page
from reporting.dashboard.links import (
    explained,
    explained_months,
    explained_women,
    file_url,
)
from reporting.report import chartbook, progress_charts
from reporting.targets import monthly

CHARTS = ("jobs", "centers", "results")
CENTER_CHARTS = ("jobs", "results")


def charts(board, names=CHARTS):
    """Jobs to date, women by center, women in each result, drawn for a page."""
    specs = {name: spec(board, name) for name in names}
    return {
        name: for_page(
            drawn,
            column=name == "results",
            links=_links(board, name, drawn),
            offers=_offers(board, name),
        )
        for name, drawn in specs.items()
    }


def spec(board, name):
    """The ChartSpec of one of CHARTS."""
    if name == "jobs":
        return _jobs(board)
    if name == "centers":
        return chartbook.women_by_center(board.figures, _names(board), board.period_name)
    return chartbook.women_in_results(board.figures, board.period_name)


def _names(board):
    return {code: center.name for code, center in board.shown_centers.items()}


def _links(board, name, drawn):
    """{(row, series): address} of what explains each figure that was counted."""
    if name == "results":
        return {
            (row, 0): explained_women(board, code) for row, code in enumerate(chartbook.RESULTS)
        }
    if name == "centers":
        codes = {label: code for code, label in _names(board).items()}
        return {
            (row, 0): explained_women(board, "CLI-01", center=codes[label])
            for row, label in enumerate(drawn.categories)
        }
    known = [row for row, value in enumerate(drawn.series[0].values) if value is not None]
    return {(row, 0): explained_months(board, "JOB-01", row) for row in known}


def _offers(board, name):
    about = explained(board, "JOB-01", board.year) if name == "jobs" else ""
    about = about or explained_women(board, "CLI-01")
    return {
        "records": f"{about}#records",
        "method": f"{about}#method",
        "download": file_url(board, name),
    }


def _jobs(board):
    months = _keys(board.year)
    target, compared = board.targets.get("JOB-01"), board.year_compared
    return progress_charts.jobs_to_date(
        board.figures,
        months,
        _keys(compared) if compared else (),
        until=board.until,
        plan=monthly(target) if target else (),
        labels=(str(board.year.start.year), str(compared.start.year) if compared else ""),
        source=_("Source: %(network)s, measure JOB-01, verified claims only.")
        % {"network": settings.NETWORK_NAME},
    )


def _keys(period):
    return [f"{day:%Y-%m}" for day in period.months()]
