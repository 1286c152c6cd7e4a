"""The region for whom it concerns: countries as rows, totals, women's shares, targets."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from centers.access import requires
from centers.roles import Permission
from clients.exports.figures import logs_figures
from reporting.charts import plotly_files
from reporting.dashboard import region as pages
from reporting.dashboard.region_charts import CHARTS, charts, spec
from reporting.exports import download_chart, download_table
from reporting.filters import FigureFilter
from reporting.measures import MEASURES

SHOWN = ("sex", "women_owned", "compare")
COUNTRIES = "countries"


def _form(request):
    return FigureFilter(request.GET, user=request.user, shown=SHOWN, common=True)


@require_safe
@requires(Permission.FIGURES_VIEW)
def region(request):
    """All countries of the scope in one period; a coordinator's region is the own country."""
    form = _form(request)
    context = {"form": form, "plotly": plotly_files()}
    if form.place and form.is_valid():
        board = pages.Region(request.user, form)
        context |= {
            "board": board,
            "cards": pages.cards(board),
            "heads": [MEASURES[code] for code in pages.CARDS],
            "rows": pages.rows(board),
            "total": pages.total(board),
            "charts": charts(board),
        }
    return render(request, "reporting/region.html", context)


@require_safe
@requires(Permission.FIGURES_VIEW)
@logs_figures
def region_file(request, name):
    """A chart or the table of countries as a file: `?as=csv`, `xlsx` or, for a chart, `svg`."""
    if name not in (*CHARTS, COUNTRIES):
        raise Http404
    form = _form(request)
    if form.place is None or not form.is_valid():
        return region(request)
    board, kind = pages.Region(request.user, form), request.GET.get("as")
    file = f"region-{board.period.start}-{name}"
    if name == COUNTRIES:
        return download_table(pages.table(board), name=file, kind=kind)
    return download_chart(spec(board, name), name=file, kind=kind)
