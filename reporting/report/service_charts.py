"""Charts of what the centers do: sectors, stages, topics, modes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.sectors import SECTIONS
from reporting.dimensions import DIMENSIONS
from reporting.report.chartbook import ranked

SECTORS = {**dict(SECTIONS), "unknown": gettext_lazy("Not known")}


def group_names(dimension):
    """{key: label} of the groups of a dimension."""
    names = SECTORS if dimension == "sector" else dict(DIMENSIONS[dimension].choices)
    return {key: str(label) for key, label in names.items()}


def services(figures):
    """Clients by sector and stage, hours by topic and mode."""
    plans = (
        ("clients-by-sector", "CLI-01", "sector", _("Clients by sector"), _("Sector")),
        ("clients-by-stage", "CLI-01", "stage", _("Clients by stage"), _("Stage")),
        ("hours-by-topic", "SES-02", "topic", _("Hours by topic"), _("Topic")),
        ("hours-by-mode", "SES-02", "mode", _("Hours by mode"), _("Mode")),
    )
    return [
        ranked(figures, key, measure, dimension, group_names(dimension), title, heading)
        for key, measure, dimension, title, heading in plans
    ]
