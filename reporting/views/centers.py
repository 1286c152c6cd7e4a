"""Centers beside each other, one center with its team, countries side by side."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from centers import formats
from centers.access import requires
from centers.models import Center
from centers.roles import Permission
from reporting.charts import plotly_files
from reporting.dashboard.board import Board
from reporting.dashboard.cards import cards
from reporting.dashboard.comparing import COMPARED, columns
from reporting.dashboard.drawings import charts
from reporting.dashboard.quality import gaps, quality_score
from reporting.dashboard.tables import center_rows, country_row
from reporting.dashboard.team import team
from reporting.filters import FigureFilter
from reporting.measures import MEASURES

FIGURES = Permission.FIGURES_VIEW


@require_safe
@requires(FIGURES)
def center_list(request):
    """Every center of the scope in one country: same measures, same order, against its targets."""
    form = FigureFilter(request.GET, user=request.user)
    context = {"form": form, "may_target": request.user.holds(Permission.TARGET_EDIT)}
    if form.place and form.is_valid():
        board = Board.of(form)
        with formats.country(board.country.code):
            context |= {
                "board": board,
                "rows": center_rows(board),
                "total": country_row(board),
            }
            return render(request, "reporting/center_list.html", context)
    return render(request, "reporting/center_list.html", context)


@require_safe
@requires(FIGURES)
def center_detail(request, center_pk):
    """The dashboard of one center, and how its work is spread over the team."""
    centers = Center.objects.where(request.user, FIGURES).select_related("country")
    center = get_object_or_404(centers, pk=center_pk)
    asked = request.GET.copy()
    asked["country"], asked["center"] = center.country_id, center.code
    form = FigureFilter(asked, user=request.user)
    if not form.is_valid():
        return render(request, "reporting/center_detail.html", {"center": center, "form": form})
    board = Board.of(form)
    with formats.country(center.country_id):
        context = {
            "center": center,
            "form": form,
            "board": board,
            "cards": cards(board),
            "charts": charts(board),
            "team": team(board),
            "gaps": gaps(board),
            "quality": quality_score(board),
            "plotly": plotly_files(),
        }
        return render(request, "reporting/center_detail.html", context)


@require_safe
@requires(FIGURES)
def my_center(request):
    """Where the person works; the list for those who work at no center."""
    center = request.user.home_center
    return redirect(center) if center else redirect("reporting:center-list")


@require_safe
@requires(FIGURES)
def compare(request):
    """The countries of the scope side by side, with the caveats of their definitions."""
    form = FigureFilter(request.GET, user=request.user)
    context = {"form": form}
    if form.place and form.is_valid():
        period = form.asked_period()
        context |= {
            "period": period,
            "columns": columns(request.user, period),
            "measures": [MEASURES[code] for code in COMPARED],
        }
    return render(request, "reporting/compare.html", context)
