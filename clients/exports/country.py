"""What a country's whole export holds beside the lists: its centers, and what hangs on clients."""

from django.utils.translation import gettext_lazy as _

from centers.models import Center
from clients.exports.columns import OF_CLIENT, coded, column
from clients.exports.list_columns import (
    APPOINTMENT_COLUMNS,
    RECHECK_COLUMNS,
    RESTATEMENT_COLUMNS,
)
from clients.exports.table import EXPORT, Table, owned
from clients.exports.tables import TABLES
from clients.models import (
    Appointment,
    Client,
    ClientKey,
    Consent,
    Document,
    Evidence,
    Export,
    Formalization,
    Outcome,
    Restatement,
    Transfer,
)


def _of_clients(model, *related):
    def rows(user):
        mine = model.objects.filter(client__in=Client.objects.for_user(user, EXPORT))
        return mine.select_related("client__center", *related).order_by("pk")

    return rows


def _centers(user):
    return Center.objects.where(user, EXPORT).select_related("parent").order_by("code")


def _evidence(user):
    claims = Outcome.objects.for_user(user, EXPORT)
    mine = Evidence.objects.filter(outcome__in=claims)
    return mine.select_related("outcome", "added_by").order_by("pk")


def _rechecks(user):
    return TABLES[Export.What.RECHECKS].filtered(user, "")


CLIENT = (
    column("client.uuid", _("Client key"), "code", name="client"),
    column("client.center.code", _("Center code"), "code", name="center"),
)
CENTER_COLUMNS = (
    column("code", _("Center code"), "code"),
    column("name", _("Center")),
    column("country_id", _("Country"), "code", name="country"),
    column("parent.code", _("Satellite of"), "code", name="parent"),
    column("municipality", _("Municipality")),
    column("region", _("Department or parish")),
    column("opened_on", _("Opened on"), "day"),
    column("closed_on", _("Closed on"), "day"),
    column("locked_through", _("Closed through"), "day"),
)
CONSENT_COLUMNS = (
    *CLIENT,
    *coded("kind", _("Kind of consent")),
    column("given_on", _("Given on"), "day"),
    column("withdrawn_on", _("Withdrawn on"), "day"),
    column("text_version", _("Version of the text"), "code"),
    column("language", _("Language"), "code"),
    *coded("method", _("Given how")),
)
FORMALIZATION_COLUMNS = (
    *CLIENT,
    *coded("kind", _("Kind of registration")),
    column("since", _("Since"), "day"),
)
EVIDENCE_COLUMNS = (
    column("uuid", _("Key"), "code"),
    column("outcome.uuid", _("Result key"), "code", name="outcome"),
    *coded("kind", _("Kind of evidence")),
    column("label", _("As named in the source"), personal=True),
    column("content_type", _("Kind of file"), "code"),
    column("sha256", _("SHA-256 of the file"), "code"),
    column("covers_from", _("Covers from"), "day"),
    column("covers_until", _("Covers until"), "day"),
    column("added_by.name", _("Added by"), name="added_by"),
    column("added_at", _("Added at"), "moment"),
)
DOCUMENT_COLUMNS = (
    column("uuid", _("Key"), "code"),
    *OF_CLIENT,
    column("title", _("Title"), personal=True),
    column("content_type", _("Kind of file"), "code"),
    column("size", _("Bytes"), "number"),
    column("sha256", _("SHA-256 of the file"), "code"),
    column("added_by.name", _("Added by"), name="added_by"),
    column("added_at", _("Added at"), "moment"),
)
KEY_COLUMNS = (
    *CLIENT,
    column("source", _("System")),
    column("key", _("Key there"), "code", personal=True),
)
TRANSFER_COLUMNS = (
    column("client.uuid", _("Client key"), "code", name="client"),
    column("from_center.code", _("From center"), "code", name="from_center"),
    column("to_center.code", _("To center"), "code", name="to_center"),
    column("reason", _("Reason"), personal=True),
    column("made_at", _("When"), "moment"),
)
MORE = (
    Table("centers", _centers, CENTER_COLUMNS),
    Table("consents", _of_clients(Consent), CONSENT_COLUMNS, place="client__country"),
    Table(
        "formalizations", _of_clients(Formalization), FORMALIZATION_COLUMNS, place="client__country"
    ),
    Table("evidence", _evidence, EVIDENCE_COLUMNS, place="outcome__country"),
    Table("documents", owned(Document, "client", "added_by"), DOCUMENT_COLUMNS),
    Table("keys", _of_clients(ClientKey), KEY_COLUMNS, place="client__country"),
    Table("appointments", owned(Appointment, "client", "session"), APPOINTMENT_COLUMNS),
    Table("restatements", owned(Restatement, "client", "restated_by"), RESTATEMENT_COLUMNS),
    Table("rechecks", _rechecks, RECHECK_COLUMNS, place="outcome__country"),
    Table(
        "transfers",
        _of_clients(Transfer, "from_center", "to_center"),
        TRANSFER_COLUMNS,
        place="client__country",
    ),
)
OF_A_COUNTRY = {name: table for name, table in TABLES.items() if table.place} | {
    table.name: table for table in MORE
}


def rows_of(table, user, country_id):
    """The rows of one table that lie in the country."""
    return table.rows(user).filter(**{table.place: country_id})
