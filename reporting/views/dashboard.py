"""The dashboard, and the same figures as files."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from centers import formats
from centers.access import requires
from centers.roles import Permission
from clients.exports.figures import logs_figures
from reporting.charts import plotly_files
from reporting.dashboard.board import Board
from reporting.dashboard.cards import cards
from reporting.dashboard.drawings import CHARTS, charts, spec
from reporting.dashboard.links import file_url
from reporting.dashboard.quality import gaps, quality_score
from reporting.dashboard.tables import MOST_ROWS, center_rows, center_table, country_row
from reporting.exports import download, download_chart, download_table
from reporting.filters import FigureFilter

CENTERS = "center-table"


@require_safe
@requires(Permission.FIGURES_VIEW)
def dashboard(request):
    form = FigureFilter(request.GET, user=request.user)
    context = {
        "form": form,
        "query": request.GET.urlencode(),
        "may_report": request.user.holds(Permission.REPORT_CREATE),
        "may_target": request.user.holds(Permission.TARGET_EDIT),
        "may_close": request.user.holds(Permission.PERIOD_CLOSE),
        "plotly": plotly_files(),
    }
    if form.place is None or not form.is_valid():
        return render(request, "reporting/dashboard.html", context)
    board = Board.of(form)
    with formats.country(board.country.code):
        context |= {
            "board": board,
            "cards": cards(board),
            "charts": charts(board),
            **centers_of(board, most=MOST_ROWS),
            "gaps": gaps(board),
            "quality": quality_score(board),
        }
        return render(request, "reporting/dashboard.html", context)


def centers_of(board, most=None):
    """The table of centers: at most so many rows, and how many there are beyond."""
    rows = center_rows(board, most)
    return {
        "rows": rows,
        "total": country_row(board),
        "more": len(board.shown_centers) - len(rows),
        "table_url": file_url(board, CENTERS),
    }


@require_safe
@requires(Permission.FIGURES_VIEW)
@logs_figures
def dashboard_data(request):
    """The dashboard's figures as CSV or, with ?as=xlsx, as a workbook."""
    form = FigureFilter(request.GET, user=request.user)
    if form.place is None or not form.is_valid():
        return dashboard(request)
    board = Board.of(form)
    return download(
        [cell.as_json() for cell in board.cells],
        name=f"{board.country.code}-{board.period.start}",
        kind=request.GET.get("as"),
    )


@require_safe
@requires(Permission.FIGURES_VIEW)
@logs_figures
def dashboard_chart(request, name):
    """One chart as its table (CSV, `?as=xlsx`) or picture (`?as=svg`), or the table of centers."""
    if name not in (*CHARTS, CENTERS):
        raise Http404
    form = FigureFilter(request.GET, user=request.user)
    if form.place is None or not form.is_valid():
        return dashboard(request)
    board, kind = Board.of(form), request.GET.get("as")
    file = f"{board.country.code}-{board.period.start}-{name}"
    with formats.country(board.country.code):
        if name == CENTERS:
            return download_table(center_table(board), name=file, kind=kind)
        return download_chart(spec(board, name), name=file, kind=kind)
