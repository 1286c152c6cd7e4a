"""Women in business: where women gain or lose, in one country."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from centers import formats
from centers.access import requires
from centers.roles import Permission
from clients.exports.figures import figures_file, is_asked, logs_figures
from reporting.charts import for_page, plotly_files
from reporting.explanations import write
from reporting.exports import download_chart, download_table
from reporting.figures import AMONG_JOBS, WOMEN
from reporting.filters import FigureFilter
from reporting.periods import calendar_year
from reporting.report import chartbook
from reporting.report.names import period_name
from reporting.sheets import women_table
from reporting.women import CHARTS, FUNNEL, STEPS, Page

MOST_ROWS, ALL = 40, "all"  # centers at first, the widest gaps; `?rows=all` shows the others too


def _form(request):
    return FigureFilter(request.GET, user=request.user, shown=())


def _page(form):
    period, country = form.counted_period(), form.place
    name = period_name(period.start, period.end)
    return Page(form.user, country, period, form.centers, name)


@require_safe
@requires(Permission.FIGURES_VIEW)
def women(request):
    """Place and days as on the dashboard; `?as=csv` or `xlsx` hands out the table of centers."""
    form = _form(request)
    if form.place is None or not form.is_valid():
        return render(request, "reporting/women.html", {"form": form})
    with formats.country(form.place.code):
        page = _page(form)
        if is_asked(request):
            columns, rows = women_table(page)
            return figures_file(request, name="women", columns=columns, rows=rows)
        days = {"start": page.period.start, "end": form.asked_period().last_day}
        query = urlencode({"country": page.country.code, **days})
        rows = page.rows if request.GET.get("rows") == ALL else page.rows[:MOST_ROWS]
        context = {
            "form": form,
            "page": page,
            "query": query,
            "plotly": plotly_files(),
            "charts": {name: _drawn(page, name, query) for name in CHARTS},
            "steps": [_step(one, query) for one in page.steps],
            "heads": [one.measure.label for one in page.steps],
            "rows": [_row(one, query) for one in rows],
            "more": len(page.rows) - len(rows),
        }
        return render(request, "reporting/women.html", context)


@require_safe
@requires(Permission.FIGURES_VIEW)
@logs_figures
def women_file(request, name):
    """A chart or a table as a file: `?as=csv`, `xlsx` or, for a chart, `svg`."""
    if name not in (*CHARTS, FUNNEL):
        raise Http404
    form = _form(request)
    if form.place is None or not form.is_valid():
        return women(request)
    with formats.country(form.place.code):
        page, kind = _page(form), request.GET.get("as")
        file = f"{page.country.code}-{page.period.start}-women-{name}"
        if name == FUNNEL:
            return download_table(page.funnel(), name=file, kind=kind)
        return download_chart(page.spec(name), name=file, kind=kind)


def _drawn(page, name, query):
    about = f"{_explained('CLI-01', query)}&sex=woman"
    offers = {
        "records": f"{about}#records",
        "method": f"{about}#method",
        "download": f"{reverse('reporting:women-file', args=[name])}?{query}",
    }
    drawn = page.spec(name)
    links = _links(page, name, drawn, query)
    return for_page(drawn, column=name != "centers", links=links, offers=offers)


def _links(page, name, drawn, query):
    """{(row, series): address} of women's part behind each share that is drawn."""
    if name == "results":
        return {(row, 0): _hers(code, query) for row, code in enumerate(chartbook.RESULTS)}
    if name == "centers":
        codes = {one.name: one.code for one in page.places}
        return {
            (row, 0): _hers("CLI-01", query, center=codes[label])
            for row, label in enumerate(drawn.categories)
        }
    years = [calendar_year(int(year)) for year in drawn.categories]
    return {
        (row, series): _hers(code, urlencode({"country": page.country.code, **_days(year)}))
        for row, year in enumerate(years)
        for series, code in enumerate(chartbook.THROUGH_YEARS)
    }


def _days(period):
    return {"start": period.start, "end": period.last_day}


def _step(one, query):
    """A line of the funnel; both figures open the records behind them."""
    code = one.measure.code
    return {
        "step": one,
        "whole": write(one.measure, one.whole),
        "url": _explained(code, query),
        "women": write(one.measure, one.women),
        "women_url": _hers(code, query),
    }


def _row(row, query):
    """A center's line of the gap: each share opens women's part of it there."""
    center = row["center"]
    shares = [
        {"share": share, "url": _hers(code, query, center=center.code)}
        for code, share in zip(STEPS, row["shares"], strict=True)
    ]
    return row | {"shares": shares}


def _hers(code, query, **cell):
    """Why women's part of this measure is what it is, by the family that it belongs to."""
    family = WOMEN[code]
    if family == AMONG_JOBS:
        code += AMONG_JOBS
    else:
        cell |= family
    return _explained(code, f"{query}&{urlencode(cell)}" if cell else query)


def _explained(code, query):
    return f"{reverse('reporting:explain', args=[code])}?{query}"
