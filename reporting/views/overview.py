"""What funders see: the frozen, protected figures of their editions; no filter, no people."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from centers import formats
from centers.access import requires
from centers.roles import Permission
from reporting.charts import for_page, plotly_files
from reporting.exports import download_chart
from reporting.models import Edition
from reporting.opendata import files
from reporting.report import chartbook, sections
from reporting.report.cover import cover_numbers
from reporting.report.frozen import Frozen


@require_safe
@requires(Permission.OVERVIEW_VIEW)
def overview(request):
    """The newest edition, or the one chosen by ?edition=CODE; replaced ones stay readable."""
    readable = Edition.objects.readable(request.user).for_list()
    chosen, code = readable.filter(replaced_by=None).first(), request.GET.get("edition")
    if code:
        chosen = get_object_or_404(readable, code=code)
    offered = [_choice(one) for one in readable.filter(replaced_by=None)]
    context = {"edition": chosen, "editions": offered}
    if chosen:
        frozen = Frozen(chosen.data)
        with formats.country(frozen.country):
            return render(request, "reporting/overview.html", context | _content(chosen, frozen))
    return render(request, "reporting/overview.html", context)


@require_safe
@requires(Permission.OVERVIEW_VIEW)
def overview_data(request, edition_uuid, kind):
    edition = get_object_or_404(Edition.objects.readable(request.user), uuid=edition_uuid)
    return data_file(request, edition, kind)


def data_file(request, edition, kind):
    """A file of the edition, 404 for a kind that it cannot be."""
    try:
        return files.download(edition, kind, request.build_absolute_uri("/"))
    except KeyError:
        raise Http404 from None


def _choice(edition):
    """Name of an edition in the list: place, period, and the day it was frozen."""
    frozen = Frozen(edition.data)
    made_on = timezone.localdate(edition.made_at).isoformat()
    return {
        "code": edition.code,
        "name": f"{frozen.place_name()} · {frozen.period_name()} · {made_on}",
    }


# {name: its ChartSpec from the protected figures of an edition}
CHARTS = {
    "jobs": lambda found: chartbook.jobs_by_year(found.figures, found.years, found.until),
    "results": lambda found: chartbook.women_in_results(found.figures, found.period_name()),
    "centers": lambda found: chartbook.women_by_center(
        found.figures,
        found.centers,
        found.period_name(),
        countries=len(found.data["countries"]),
    ),
}
METHODS = {"jobs": "JOB-01", "results": "CLI-01", "centers": "CLI-01"}


def _drawn(edition, frozen, name):
    """A chart with what it offers to whom sees no records: its method and its files."""
    file = reverse("reporting:overview-chart", args=[edition.uuid, name])
    offers = {
        "method": f"{reverse('reporting:definitions')}#{METHODS[name]}",
        "download": f"{file}?edition={edition.code}",
    }
    return for_page(CHARTS[name](frozen), column=name == "results", offers=offers)


@require_safe
@requires(Permission.OVERVIEW_VIEW)
def overview_chart(request, edition_uuid, name):
    """A chart's table (CSV, `?as=xlsx`) or picture (`?as=svg`), of protected figures alone."""
    edition = get_object_or_404(Edition.objects.readable(request.user), uuid=edition_uuid)
    if name not in CHARTS:
        raise Http404
    frozen = Frozen(edition.data)
    with formats.country(frozen.country):
        file = f"{edition.code}-{name}"
        return download_chart(CHARTS[name](frozen), name=file, kind=request.GET.get("as"))


def _content(edition, frozen):
    figures, period = frozen.figures, frozen.period_name()
    return {
        "place": frozen.place_name(),
        "period": period,
        "numbers": cover_numbers(figures),
        **{name: _drawn(edition, frozen, name) for name in CHARTS},
        "table": sections.centers(frozen),
        "files": files.kinds_for(edition),
        "plotly": plotly_files(),
    }
