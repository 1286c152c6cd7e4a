"""A chart with everything a page shows of it."""

from dataclasses import dataclass, field

from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from reporting.charts.figure import to_plotly
from reporting.charts.spec import ChartSpec, is_number
from reporting.charts.svg import NARROW, WIDE, to_svg
from reporting.charts.table import Table, to_table

PLOTLY = "vendor/plotly-4.1.1"
LOCALES = {"es": "es", "pt-br": "pt-BR", "fr": "fr"}  # plotly's own names; English is built in


@dataclass(frozen=True)
class Drawing:
    spec: ChartSpec
    wide: str
    narrow: str
    figure: dict | None  # None where there is no number to explore
    table: Table
    # Addresses: of the reasons for each cell, by (row, series); and of what the chart offers
    # (records, method, download).
    links: dict = field(default_factory=dict)
    offers: dict = field(default_factory=dict)

    @property
    def cells(self):
        """The rows of the table as components/table.html wants them, each figure with its link."""
        rows = self.table.cells
        for (row, series), url in self.links.items():
            rows[row][series + 1]["url"] = url
        return rows


def for_page(spec, *, column=False, links=None, offers=None):
    """Drawings for a desktop and a phone; a chart in a narrow `column` needs only the latter."""
    return Drawing(
        spec=spec,
        wide=mark_safe(to_svg(spec, width=WIDE) if not column else to_svg(spec, width=NARROW)),
        narrow=mark_safe("" if column else to_svg(spec, width=NARROW)),
        figure=to_plotly(spec) if _has_numbers(spec) else None,
        table=to_table(spec),
        links=links or {},
        offers=offers or {},
    )


def _has_numbers(spec):
    return any(is_number(value) for series in spec.series for value in series.values)


def plotly_files():
    """Addresses of plotly's script, its style and the words of the reader's language."""
    language = get_language() or "en"
    known = language in LOCALES
    return {
        "script": static(f"{PLOTLY}/plotly-basic.min.js"),
        "style": static(f"{PLOTLY}/plotly.css"),
        "words": static(f"{PLOTLY}/locales/{language}.js") if known else "",
        "language": LOCALES.get(language, "en"),
    }
