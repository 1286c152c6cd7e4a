"""Centers beside each other, one center with its team, countries side by side."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from centers import formats
from centers.access import requires
from centers.models import Center
from centers.roles import Permission
from clients.exports.figures import logs_figures
from reporting.charts import plotly_files
from reporting.dashboard.board import Board
from reporting.dashboard.cards import cards
from reporting.dashboard.comparing import COMPARED, columns, compare_table
from reporting.dashboard.drawings import CENTER_CHARTS, charts
from reporting.dashboard.quality import gaps, quality_score
from reporting.dashboard.team import team, team_table
from reporting.exports import download_table
from reporting.filters import NARROWING, FigureFilter
from reporting.measures import MEASURES
from reporting.views.dashboard import centers_of

FIGURES = Permission.FIGURES_VIEW
PER_PAGE = 50


@require_safe
@requires(FIGURES)
def center_list(request):
    """Every center of the scope in one country: same measures, same order, against its targets."""
    shown = [name for name in NARROWING if name not in ("center", "compare")]
    form = FigureFilter(request.GET, user=request.user, shown=shown)
    context = {"form": form, "may_target": request.user.holds(Permission.TARGET_EDIT)}
    if form.place and form.is_valid():
        board = Board.of(form)
        with formats.country(board.country.code):
            context |= {"board": board, "quality": quality_score(board), **centers_of(board)}
            context["page"] = Paginator(context["rows"], PER_PAGE).get_page(request.GET.get("page"))
            context |= {"rows": context["page"].object_list, "more": 0}
            return render(request, "reporting/center_list.html", context)
    return render(request, "reporting/center_list.html", context)


def _asked_center(request, center_pk):
    """The center, and the form of its figures."""
    centers = Center.objects.where(request.user, FIGURES).select_related("country")
    center = get_object_or_404(centers, pk=center_pk)
    asked = request.GET.dict() | {"country": center.country_id, "center": center.code}
    return center, FigureFilter(asked, user=request.user)


@require_safe
@requires(FIGURES)
def center_detail(request, center_pk):
    """The dashboard of one center, and how its work is spread over the team."""
    center, form = _asked_center(request, center_pk)
    form.shown = [name for name in NARROWING if name != "center"]
    context = {"center": center, "form": form, "query": request.GET.urlencode()}
    if not form.is_valid():
        return render(request, "reporting/center_detail.html", context)
    board = Board.of(form)
    with formats.country(center.country_id):
        context |= {
            "board": board,
            "cards": cards(board),
            "charts": charts(board, CENTER_CHARTS),
            "team": team(board),
            "gaps": gaps(board),
            "quality": quality_score(board),
            "may_close": request.user.holds(Permission.PERIOD_CLOSE),
            "plotly": plotly_files(),
        }
        return render(request, "reporting/center_detail.html", context)


@require_safe
@requires(FIGURES)
@logs_figures
def center_team(request, center_pk):
    """The table of the center's team as CSV or, with ?as=xlsx, as a workbook."""
    center, form = _asked_center(request, center_pk)
    if not form.is_valid():
        return center_detail(request, center_pk)
    board = Board.of(form)
    file = f"{center.code}-{board.period.start}-team"
    with formats.country(center.country_id):
        return download_table(team_table(board), name=file, kind=request.GET.get("as"))


@require_safe
@requires(FIGURES)
def my_center(request):
    """Where the person works; the list for those who work at no center."""
    center = request.user.home_center
    return redirect(center) if center else redirect("reporting:center-list")


@require_safe
@requires(FIGURES)
@logs_figures
def compare(request):
    """The countries of the scope side by side, with the caveats of their definitions."""
    form = FigureFilter(request.GET, user=request.user, shown=("sex", "women_owned"), common=True)
    context = {"form": form, "query": request.GET.urlencode()}
    if form.place and form.is_valid():
        found = columns(request.user, form)
        if request.GET.get("as"):
            file = f"countries-{form.asked_period().start}"
            return download_table(compare_table(found), name=file, kind=request.GET["as"])
        context |= {
            "period_name": form.period_name,
            "columns": found,
            "measures": [MEASURES[code] for code in COMPARED],
        }
    return render(request, "reporting/compare.html", context)
