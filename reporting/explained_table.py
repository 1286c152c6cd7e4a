"""The records behind one figure as a file, with the part each has in it or why it has none."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from centers.models import Center
from clients.exports.columns import CENTER, Column, column
from clients.exports.table import EXPORT, Table
from clients.exports.tables import TABLES
from clients.models import Client, Export
from reporting import explanations
from reporting.dimensions import BadQuestion
from reporting.explaining import REASONS
from reporting.measures import MEASURES
from reporting.periods import BadPeriod

COLUMNS = (
    Column("measure", _("Measure"), "code", lambda row: row.measure.code),
    Column("record", _("Record"), "code", lambda row: row._meta.model_name),
    column("uuid", _("Record key"), "code"),
    *CENTER,
    Column("client", _("Client key"), "code", lambda row: _client(row).uuid),
    Column("client_name", _("Client"), "text", lambda row: _client(row).name, personal=True),
    Column(
        "day",
        _("Date"),
        "day",
        lambda row: getattr(row, "held_on", None) or getattr(row, "occurred_on", None),
    ),
    Column("part", _("Part of the figure"), "number", lambda row: _part(row)),
    Column("reason", _("Why it does not count"), "text", lambda row: _reason(row)),
)


def _client(row):
    return row if isinstance(row, Client) else row.client


def _part(row):
    return None if hasattr(row, "reason") else row.measure.value(row.figure)


def _reason(row):
    return str(REASONS[row.reason]) if hasattr(row, "reason") else ""


class Explained(Table):
    """`?measure=` names the figure; the rest of the address is that of its page."""

    def filtered(self, user, query):
        asked = QueryDict(query)
        try:
            found = explanations.read(user, MEASURES[asked["measure"]].code, asked)
        except (KeyError, BadQuestion, BadPeriod):
            return Client.objects.none()
        rows = found.left_out if asked.get("show") else found.counted
        return rows.filter(center__in=Center.objects.where(user, EXPORT))

    def stream(self, user, query):
        measure = MEASURES.get(QueryDict(query).get("measure"))
        for row in self.filtered(user, query).iterator(chunk_size=2000):
            row.measure = measure
            yield row


def register():
    """Puts the table among those of people's data, a floor below."""
    what = Export.What.EXPLAINED
    TABLES[what] = Explained(what, None, COLUMNS, place="", alone=False)
