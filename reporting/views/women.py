"""Women in business: where women gain or lose, in one country."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from centers import formats
from centers.access import requires
from centers.roles import Permission
from clients.exports.figures import figures_file, is_asked
from reporting import women as report
from reporting.charts import plotly_files
from reporting.explanations import write
from reporting.filters import FigureFilter, counted_until
from reporting.periods import fiscal_year_of
from reporting.report.names import period_name
from reporting.sheets import women_table


@require_safe
@requires(Permission.FIGURES_VIEW)
def women(request):
    """`?country=` and `?period=` as on the dashboard."""
    kept = {key: request.GET[key] for key in ("country", "period") if key in request.GET}
    form = FigureFilter(kept, user=request.user)
    if form.place is None or not form.is_valid():
        return render(request, "reporting/women.html", {"form": form})
    period, country = form.asked_period(), form.place
    until = counted_until(period)
    with formats.country(country.code):
        name = period_name(period.start, until)
        year = fiscal_year_of(country, period.start)
        found = report.page(request.user, country, period, until, year.start, name)
        if is_asked(request):
            columns, rows = women_table(found)
            return figures_file(request, name="women", columns=columns, rows=rows)
        context = {
            "form": form,
            "country": country,
            "period_name": name,
            "query": f"country={country.code}&start={period.start}&end={period.last_day}",
            "plotly": plotly_files(),
            **found,
            "steps": [
                {
                    "step": one,
                    "whole": write(one.measure, one.whole),
                    "women": write(one.measure, one.women),
                }
                for one in found["steps"]
            ],
            "heads": [one.measure.label for one in found["steps"]],
        }
        return render(request, "reporting/women.html", context)
