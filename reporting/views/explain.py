"""Why is the number what it is: definition, formula, records counted and records left out."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from centers import formats
from centers.access import requires
from centers.roles import Permission
from clients.models import Attendance, Client, Outcome, Training
from reporting import client_measures, explanations
from reporting.dimensions import BadQuestion
from reporting.explaining import REASONS
from reporting.measures import MEASURES
from reporting.periods import BadPeriod

LEFT_OUT = "left-out"


@require_safe
@requires(Permission.FIGURES_VIEW)
def explain(request, code):
    """`?show=left-out` lists what does not count; the other filters are the dashboard's."""
    if code not in MEASURES:
        raise Http404
    show = LEFT_OUT if request.GET.get("show") == LEFT_OUT else ""
    context = {"measure": MEASURES[code], "show": show}
    try:
        found = explanations.read(request.user, code, request.GET)
        pages = Paginator(found.left_out if show else found.counted, 50)
        if not show:
            pages.count = found.records  # counted with their sum
        page = pages.get_page(request.GET.get("page"))
    except (BadQuestion, BadPeriod) as fault:
        return render(request, "reporting/explain.html", context | {"fault": str(fault)})
    place = found.filters["country"][0]
    with formats.country(place):
        context |= {
            "found": found,
            "figure": explanations.write(found.measure, found.figure),
            "total": explanations.write(found.measure, found.total),
            "since": _difference(found, found.since_closing) if found.closing else "",
            "restated": _difference(found, found.restated) if found.closing else "",
            "may_close": request.user.holds(Permission.PERIOD_CLOSE),
            "page": page,
            "lines": [_line(found, row, show) for row in page],
            "parts": _parts(code),
        }
        return render(request, "reporting/explain.html", context)


def _difference(found, value):
    """'+2' or '−1' in the measure's unit, '' where there is none."""
    sign = "+" if value > 0 else "−"
    return f"{sign}{explanations.write(found.measure, abs(value))}" if value else ""


def _parts(code):
    """The other views of the same measure: of which women, claims, full-time equivalents."""
    whole = code.partition(".")[0]
    family = [one for one in MEASURES.values() if one.code.partition(".")[0] == whole]
    return [one for one in family if one.code != code]


def _line(found, row, show):
    held = row.training if isinstance(row, Attendance) else row
    return {
        "url": held.get_absolute_url(),
        "center": held.center,
        "client": _who(row),
        "day": getattr(held, "held_on", None) or getattr(row, "occurred_on", None),
        "state": row.get_state_display() if isinstance(row, Outcome) else "",
        "late": getattr(row, "late", False),
        "part": "" if show else found.part(row),
        "reason": REASONS[row.reason] if show else "",
    }


def _who(row):
    """Whom a record is about: the client, the person who attended, or the event itself."""
    if isinstance(row, Attendance):
        return row.contact
    return row if isinstance(row, Client | Training) else row.client


@require_safe
@requires(Permission.FIGURES_VIEW)
def client_measures_part(request, client_pk):
    """A part of the client's page (or its own): what it counts in this year, what is missing."""
    clients = Client.objects.for_user(request.user, Permission.FIGURES_VIEW)
    client = get_object_or_404(clients.select_related("country"), pk=client_pk)
    with formats.country(client.country_id):
        context = client_measures.of(request.user, client) | {"client": client}
        part = "" if "X-Fragment" in request.headers else "_page"
        return render(request, f"reporting/client_measures{part}.html", context)
