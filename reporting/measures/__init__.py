"""The catalogue: every number there is, and what it means. Nothing else defines a figure."""

from django.utils.translation import gettext as _

from reporting.dimensions import BadQuestion
from reporting.measures.base import Kind, Measure
from reporting.measures.outcomes import OUTCOMES
from reporting.measures.services import SERVICES
from reporting.measures.trainings import TRAININGS

MEASURES = {one.code: one for one in (*SERVICES, *TRAININGS, *OUTCOMES)}


def measure(code):
    """The measure with this code; BadQuestion names those there are."""
    try:
        return MEASURES[code]
    except KeyError:
        raise BadQuestion(
            _("“%(code)s” is not a measure. There are: %(known)s.")
            % {"code": code, "known": ", ".join(MEASURES)}
        ) from None


def main_measures():
    """The measures without their parts (.women, .records, …): those that a reader sees first."""
    return [one for one in MEASURES.values() if not one.part_of]


__all__ = ["MEASURES", "Kind", "Measure", "main_measures", "measure"]
