"""The dashboard, and the same figures as files."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from centers import formats
from centers.access import requires
from centers.roles import Permission
from reporting.charts import plotly_files, to_table
from reporting.dashboard.board import Board
from reporting.dashboard.cards import cards
from reporting.dashboard.drawings import CHARTS, charts, spec
from reporting.dashboard.quality import gaps, quality_score
from reporting.dashboard.tables import center_rows, country_row
from reporting.exports import download
from reporting.filters import FigureFilter


@require_safe
@requires(Permission.FIGURES_VIEW)
def dashboard(request):
    form = FigureFilter(request.GET, user=request.user)
    context = {
        "form": form,
        "query": request.GET.urlencode(),
        "may_report": request.user.holds(Permission.REPORT_CREATE),
        "may_target": request.user.holds(Permission.TARGET_EDIT),
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
            "rows": center_rows(board),
            "total": country_row(board),
            "gaps": gaps(board),
            "quality": quality_score(board),
        }
        return render(request, "reporting/dashboard.html", context)


@require_safe
@requires(Permission.FIGURES_VIEW)
def dashboard_data(request):
    """The dashboard's figures as CSV or, with ?as=xlsx, as a workbook."""
    form = FigureFilter(request.GET, user=request.user)
    if form.place is None or not form.is_valid():
        return dashboard(request)
    board = Board.of(form)
    return download(
        board.lines, name=f"{board.country.code}-{board.period.start}", kind=request.GET.get("as")
    )


@require_safe
@requires(Permission.FIGURES_VIEW)
def dashboard_chart(request, name):
    """The table of one chart as CSV."""
    if name not in CHARTS:
        raise Http404
    form = FigureFilter(request.GET, user=request.user)
    if form.place is None or not form.is_valid():
        return dashboard(request)
    board = Board.of(form)
    with formats.country(board.country.code):
        text = to_table(spec(board, name)).as_csv()
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    file = f"{board.country.code}-{board.period.start}-{name}.csv"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response
