"""Trainings: events for groups, and the people who came."""

from django.utils.translation import gettext_lazy as _

from reporting.measures.base import Kind, Measure

SBA = _("US SBA, Management Training Report (form 888)")

TRAININGS = (
    Measure(
        code="TRN-01",
        label=_("Trainings"),
        unit="events",
        row="training",
        counts="events",
        definition=_(
            "Training events for groups held in the period, each once, at the center that gave "
            "them. What one client is told alone is a session and is not counted here."
        ),
        source=SBA,
    ),
    Measure(
        code="TRN-02",
        label=_("Participants in trainings"),
        unit="people",
        row="attendance",
        counts="people",
        kind=Kind.DISTINCT,
        definition=_(
            "Different people who came to at least one training held in the period. Who came to "
            "several counts once; who was on the list and did not come is not counted."
        ),
        source=SBA,
    ),
)
