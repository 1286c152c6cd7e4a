"""What the closing report of a plan says: counts by light, then each activity and country."""

from collections import Counter

from django.utils import timezone

from centers.models import Country
from cooperation.models import Progress
from cooperation.traffic import Light, board


def context_of(plan, today=None):
    """Numbers and rows as of `today`, at most the plan's last day."""
    as_of = min(today or timezone.localdate(), plan.ends_on)
    told = Progress.objects.filter(activity__goal__plan=plan).values("country")
    countries = Country.objects.filter(active=True) | Country.objects.filter(pk__in=told)
    goals = board(plan, countries.distinct(), as_of)
    lights = Counter(
        cell.light for _goal, rows in goals for _activity, cells in rows for cell in cells
    )
    return {
        "plan": plan,
        "as_of": as_of,
        "countries": countries.distinct(),
        "goals": [
            (goal, [(activity, _counts(cells), _evidence(cells)) for activity, cells in rows])
            for goal, rows in goals
        ],
        "lights": [(light.label, lights[light]) for light in Light],
        "total": lights.total(),
    }


def _counts(cells):
    counts = Counter(cell.light for cell in cells)
    return [(light.label, counts[light]) for light in Light if counts[light]]


def _evidence(cells):
    """Cells whose country gave words, an address or an item as evidence."""
    return [
        cell
        for cell in cells
        if cell.progress
        and (cell.progress.evidence or cell.progress.evidence_address or cell.progress.item_id)
    ]
