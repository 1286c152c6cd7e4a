"""The dictionary of measures: what every number means."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from centers.access import public
from reporting.dimensions import DIMENSIONS
from reporting.measures import MEASURES, main_measures


@public
@require_safe
def definitions(request):
    measures = [_entry(one) for one in main_measures()]
    groups = {
        "services": [one for one in measures if one["measure"].is_service],
        "outcomes": [one for one in measures if not one["measure"].is_service],
    }
    name = "reporting/definitions.html"
    if not request.user.is_authenticated:
        name = "reporting/definitions_public.html"
    return render(request, name, groups)


def _entry(measure):
    return {
        "measure": measure,
        "parts": [one for one in MEASURES.values() if one.part_of == measure.code],
        "breakdowns": [DIMENSIONS[key].label for key in measure.breakdowns],
    }
