"""How a country tells where an activity stands."""

from django.db import transaction

from cooperation.models import Progress
from cooperation.traffic import quarter_of


@transaction.atomic
def record_progress(*, activity, country, day, by, **fields):
    """Stores the state of the quarter of `day`; telling it again replaces what was told."""
    return Progress.objects.update_or_create(
        activity=activity,
        country=country,
        quarter=quarter_of(day),
        defaults={**fields, "updated_by": by},
    )[0]
