"""One description of a chart, three drawings of it: SVG, plotly figure, table."""

from reporting.charts.figure import to_plotly
from reporting.charts.page import Drawing, for_page, plotly_files
from reporting.charts.picture import to_picture
from reporting.charts.spec import HIDDEN, ChartSpec, Kind, Mark, Role, Series, Unit
from reporting.charts.svg import to_svg
from reporting.charts.table import Row, Table, to_table

__all__ = [
    "HIDDEN",
    "ChartSpec",
    "Drawing",
    "Kind",
    "Mark",
    "Role",
    "Row",
    "Series",
    "Table",
    "Unit",
    "for_page",
    "plotly_files",
    "to_picture",
    "to_plotly",
    "to_svg",
    "to_table",
]
