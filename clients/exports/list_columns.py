"""The columns of lists that show rows of other tables for a task."""

from django.utils.translation import gettext_lazy as _

from clients.exports.columns import OF_CLIENT, Column, coded, column


def _roles(user):
    """ "director SV-01; coordinator GT": each role and where it is held."""
    held = []
    for one in user.memberships.all():
        where = one.center.code if one.center else one.country_id or ""
        held.append(f"{one.role} {where}".strip())
    return "; ".join(held)


def _changes(changes):
    return "; ".join(f"{name}: {old} → {new}" for name, (old, new) in changes.items())


QUEUE_COLUMNS = (
    column("uuid", _("Result key"), "code"),
    *OF_CLIENT,
    *coded("kind", _("Kind of result")),
    column("occurred_on", _("Date"), "day"),
    column("quantity", _("Quantity"), "number"),
    column("women", _("Of which women"), "number"),
    column("amount", _("Amount"), "money"),
    column("currency", _("Currency"), "code"),
    column("amount_usd", _("Amount in US dollars"), "money"),
    *coded("state", _("State")),
    column("recorded_by.name", _("Recorded by"), name="recorded_by"),
    column("recorded_at", _("Recorded at"), "moment"),
)
APPOINTMENT_COLUMNS = (
    column("uuid", _("Key"), "code"),
    *OF_CLIENT,
    column("starts_at", _("Starts at"), "moment"),
    column("minutes", _("Minutes"), "number"),
    *coded("mode", _("Mode")),
    column("place", _("Place"), personal=True),
    column("note", _("Note"), personal=True),
    column("session.uuid", _("Session key"), "code", name="session"),
    column("cancelled_at", _("Cancelled at"), "moment"),
    column("cancelled_reason", _("Reason")),
)
RESTATEMENT_COLUMNS = (
    column("uuid", _("Key"), "code"),
    *OF_CLIENT,
    *coded("record", _("Record")),
    column("record_uuid", _("Record key"), "code"),
    column("day", _("Date"), "day"),
    Column("changes", _("Old → new"), "text", lambda row: _changes(row.changes)),
    column("reason", _("Why")),
    column("restated_by.name", _("Who"), name="restated_by"),
    column("restated_at", _("When"), "moment"),
)
RECHECK_COLUMNS = (
    column("sample.uuid", _("Sample"), "code", name="sample"),
    column("sample.starts_on", _("From"), "day", name="starts_on"),
    column("sample.ends_on", _("Until, not included"), "day", name="ends_on"),
    column("outcome.uuid", _("Result key"), "code", name="outcome"),
    column("outcome.center.code", _("Center code"), "code", name="center"),
    column("outcome.client.name", _("Client"), name="client_name", personal=True),
    column("outcome.kind", _("Kind of result"), "code", name="kind"),
    *coded("finding", _("Finding")),
    column("note", _("Note"), personal=True),
    column("checked_by.name", _("Checked by"), name="checked_by"),
    column("checked_at", _("Checked at"), "moment"),
)
DUPLICATE_COLUMNS = tuple(
    one
    for number, label in ((1, _("Client")), (2, _("Looks like")))
    for one in (
        column(f"client_{number}.uuid", label, "code", name=f"client_{number}"),
        column(f"client_{number}.name", label, name=f"name_{number}", personal=True),
        column(f"client_{number}.center.code", _("Center code"), "code", name=f"center_{number}"),
    )
) + (column("likeness", _("Likeness, 0 to 100"), "number"),)
FAULT_COLUMNS = (
    column("rule.code", _("Rule"), "code", name="rule"),
    column("rule.sentence", _("What is wrong"), name="sentence"),
    column("rule.owner", _("Who mends it"), "code", name="owner"),
    column("center.code", _("Center code"), "code", name="center"),
    column("kind", _("Record"), "code"),
    column("key", _("Record key"), "code"),
    column("client.name", _("Client"), name="client_name", personal=True),
    column("day", _("Date"), "day"),
    column("fix", _("Where to mend it"), personal=True),
)


STAFF_COLUMNS = (
    column("uuid", _("Person's key"), "code"),
    column("name", _("Name"), personal=True),
    column("email", _("E-mail"), personal=True),
    Column("roles", _("Roles"), "text", _roles),
    column("is_active", _("May log in"), "yes_no"),
    column("last_login", _("Last login"), "moment"),
)
