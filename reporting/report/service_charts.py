"""Charts of what the centers do: sectors, stages, places, topics, modes, each with women's part."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers import formats
from clients.sectors import SECTIONS
from reporting.charts import ChartSpec, Kind, Role, Series
from reporting.charts.spec import is_number
from reporting.dimensions import DIMENSIONS
from reporting.figures import share
from reporting.report.telling import counted, for_order
from reporting.report.words import share_shown

SECTORS = {**dict(SECTIONS), "unknown": gettext_lazy("Not known")}
MOST_ROWS = 8


def group_names(dimension):
    """{key: label} of the groups of a dimension."""
    names = SECTORS if dimension == "sector" else dict(DIMENSIONS[dimension].choices)
    return {key: str(label) for key, label in names.items()}


def services(figures):
    """Clients by sector, stage and place, hours by topic and mode."""
    plans = (
        ("clients-by-sector", "CLI-01", "sector", _("Clients by sector"), _("Sector")),
        ("clients-by-stage", "CLI-01", "stage", _("Clients by stage"), _("Stage")),
        ("clients-by-area", "CLI-01", "area", _("Urban and rural clients"), _("Place")),
        ("hours-by-topic", "SES-02", "topic", _("Hours by topic"), _("Topic")),
        ("hours-by-mode", "SES-02", "mode", _("Hours by mode"), _("Mode")),
    )
    return [ranked(figures, *plan) for plan in plans]


def ranked(figures, key, measure, dimension, title, heading, limit=MOST_ROWS):
    """Horizontal bars of one measure by group, largest first, women's part within each.

    Only for measures that add up over the groups.
    """
    names = group_names(dimension)
    values = {code: figures.value(measure, **{dimension: code}) for code in names}
    groups = [code for code, value in values.items() if value]
    groups = sorted(groups, key=lambda code: for_order(values[code]), reverse=True)
    shown = {names[code]: values[code] for code in groups[:limit]}
    women = [figures.women(measure, **{dimension: code}) for code in groups[:limit]]
    parts = [_part(hers, total) for hers, total in zip(women, shown.values(), strict=True)]
    said = [f"{name} {counted(total)}" for name, total in shown.items()]
    return ChartSpec(
        key=key,
        kind=Kind.BARS,
        title=title,
        subtitle=_subtitle(len(groups), limit),
        description="; ".join(map(" · ".join, zip(said, parts, strict=True))) + ".",
        dimension=heading,
        categories=tuple(shown),
        series=(
            Series(_("Total"), tuple(shown.values()), Role.WHOLE),
            Series(_("Women"), tuple(women), Role.WOMEN),
        ),
        labels=tuple(map(_bar_end, shown.values(), parts)),
    )


def _subtitle(count, limit):
    violet = _("Violet: women's part")
    if count <= limit:
        return violet
    return _("The %(count)s largest") % {"count": limit} + ". " + violet


def _part(women, total):
    return share_shown(share(women, total))


def _bar_end(total, part):
    return f"{formats.integer(total)} · {part}" if is_number(total) else total
