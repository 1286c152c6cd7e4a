"""The tables of figures on clients' pages, as columns of a file."""

from django.utils.translation import gettext_lazy as _

from clients.exports.columns import Column, column


def entry(name, label, kind="text"):
    """A column read from a dict."""
    return Column(name, label, kind, lambda row: row[name])


CENTER_OF_ROW = (
    column("center.code", _("Center code"), "code", name="center"),
    column("center.name", _("Center"), name="center_name"),
)
RATE_COLUMNS = (
    column("currency", _("Currency"), "code"),
    column("year", _("Year"), "number"),
    column("month", _("Month"), "number"),
    column("per_usd", _("Units per US dollar"), "number"),
    column("source", _("Source")),
    column("published_on", _("Published on"), "day"),
)
RESPONSE_COLUMNS = (
    Column("center", _("Center code"), "code", lambda row: row["center"].code),
    Column("center_name", _("Center"), "text", lambda row: row["center"].name),
    entry("due", _("Due"), "number"),
    entry("sent", _("Sent"), "number"),
    entry("answered", _("Answered"), "number"),
    Column("rate", _("Answered, %"), "number", lambda row: round(100 * row["rate"], 2)),
)
QUALITY_COLUMNS = (
    *CENTER_OF_ROW,
    column("rule", _("Rule"), "code"),
    column("sentence", _("What is wrong")),
    column("broken", _("To mend"), "number"),
    column("checked", _("Looked at"), "number"),
    column("counted_at", _("Counted at"), "moment"),
)
SAMPLE_COLUMNS = (
    column("uuid", _("Sample"), "code"),
    column("country_id", _("Country"), "code", name="country"),
    column("center.code", _("Center code"), "code", name="center"),
    column("starts_on", _("From"), "day"),
    column("ends_on", _("Until, not included"), "day"),
    column("population", _("Verified results of the period"), "number"),
    column("failure.checked", _("Checked"), "number", name="checked"),
    column("failure.failed", _("Failed"), "number", name="failed"),
    column("drawn_by.name", _("Drawn by"), name="drawn_by"),
    column("drawn_at", _("Drawn at"), "moment"),
)
