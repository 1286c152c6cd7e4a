"""The tables of figures on reporting's pages, as columns and rows of a file."""

from django.utils.translation import gettext_lazy as _

from clients.exports.boards import entry
from clients.exports.columns import Column, column
from reporting.charts.spec import is_number
from reporting.measures import MEASURES
from reporting.revisions import units
from reporting.target_grid import measure_label

EDITION_COLUMNS = (
    column("code", _("Code"), "code"),
    column("place_name", _("Place")),
    column("period_name", _("Period")),
    column("funder.name", _("Funder"), name="funder"),
    column("author.name", _("Author"), name="author"),
    column("made_at", _("Made"), "moment"),
    column("published_at", _("Published"), "moment"),
    column("draft", _("Draft"), "yes_no"),
    column("replaced_by.code", _("Replaced by"), "code", name="replaced_by"),
)
CLOSING_COLUMNS = (
    column("country_id", _("Country"), "code", name="country"),
    column("start", _("From"), "day"),
    column("end", _("Until, not included"), "day"),
    column("closed_at", _("Closed at"), "moment"),
    column("closed_by.name", _("Closed by"), name="closed_by"),
    column("waiting", _("Claims not verified"), "number"),
    column("quality", _("Data quality, %"), "number"),
)
CLOSED_COLUMNS = (
    entry("measure", _("Measure"), "code"),
    Column("label", _("Measure"), "text", lambda line: MEASURES[line["measure"]].label),
    entry("state", _("State"), "code"),
    Column("value", _("Figure"), "number", lambda line: units(line)),
)
PLACE = (entry("code", _("Code"), "code"), entry("name", _("Name")))


def numbers(value):
    """A figure as a number; nothing where it is hidden or nobody knows it."""
    return value if is_number(value) else None


def women_table(page):
    """(columns, rows): a center a row, women's part of each result in per cent, and the gap."""
    codes = [step.measure.code for step in page.steps]
    rows = []
    for one in page.rows:
        row = {"code": one["center"].code, "name": one["center"].name, "gap": one["gap"]}
        row |= dict(zip(codes, one["shares"], strict=True))
        rows.append(row)
    whole = {"code": "", "name": str(_("All")), "gap": None}
    whole |= {step.measure.code: step.share for step in page.steps}
    shares = [_share_of(code, code) for code in codes]
    gap = entry("gap", _("Capital minus clients, points"), "number")
    return [*PLACE, *shares, gap], [whole, *rows]


def _share_of(code, name):
    return entry(name, measure_label(f"{code}.women_share"), "number")


def target_table(rows):
    """(columns, rows) of the grid: a holder and measure a row."""
    lines = [
        {
            "holder": row.key,
            "name": row.name,
            "measure": cell.measure,
            "label": measure_label(cell.measure),
            "target": cell.target.value if cell.target else None,
            "last_year": numbers(cell.last_year),
        }
        for row in rows
        for cell in row.cells
    ]
    columns = [
        entry("holder", _("Holder"), "code"),
        entry("name", _("Name")),
        entry("measure", _("Measure"), "code"),
        entry("label", _("Measure")),
        entry("target", _("Target"), "number"),
        entry("last_year", _("Result of the year before"), "number"),
    ]
    return columns, lines
