"""Charts of what the centers do: sectors, stages, topics, modes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.dimensions import DIMENSIONS
from reporting.report.chartbook import ranked

# Sections of ISIC Rev. 4, in short words.
SECTORS = {
    "A": gettext_lazy("Farming, forestry, fishing"),
    "B": gettext_lazy("Mining"),
    "C": gettext_lazy("Manufacturing"),
    "D": gettext_lazy("Energy"),
    "E": gettext_lazy("Water and waste"),
    "F": gettext_lazy("Construction"),
    "G": gettext_lazy("Trade and repair"),
    "H": gettext_lazy("Transport and storage"),
    "I": gettext_lazy("Lodging and food"),
    "J": gettext_lazy("Information and communication"),
    "K": gettext_lazy("Finance and insurance"),
    "L": gettext_lazy("Real estate"),
    "M": gettext_lazy("Professional services"),
    "N": gettext_lazy("Administrative services"),
    "O": gettext_lazy("Public administration"),
    "P": gettext_lazy("Education"),
    "Q": gettext_lazy("Health and social work"),
    "R": gettext_lazy("Arts and recreation"),
    "S": gettext_lazy("Other services"),
    "T": gettext_lazy("Households"),
    "U": gettext_lazy("International bodies"),
    "unknown": gettext_lazy("Not known"),
}


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
