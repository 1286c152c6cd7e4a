"""The tables that can be had as files: rows through the scope, columns with codes and labels."""

from django.utils.translation import gettext_lazy as _

from clients.exports.columns import CENTER, OF_CLIENT, Column, coded, column
from clients.exports.lists import LISTS
from clients.exports.table import EXPORT, Table, owned
from clients.filters import (
    ClientFilter,
    FollowUpFilter,
    OutcomeFilter,
    SessionFilter,
    TrainingFilter,
)
from clients.models import (
    Attendance,
    Client,
    ClientContact,
    Contact,
    Export,
    FollowUp,
    Outcome,
    Session,
    Situation,
    Training,
)

What = Export.What


def _people(user):
    clients = Client.objects.for_user(user, EXPORT)
    links = ClientContact.objects.filter(client__in=clients)
    return links.select_related("client__center", "contact").order_by("pk")


def _attendances(user):
    """Who came, of the people whose clients the user may export."""
    return (
        Attendance.objects.filter(
            training__in=Training.objects.for_user(user, EXPORT),
            contact__in=Contact.objects.for_user(user, EXPORT),
        )
        .select_related("training__center", "contact")
        .order_by("pk")
    )


def _trainings(user):
    return owned(Training, "funder")(user).with_present()


def _listed(name, label):
    """The codes of a list in one cell."""
    return Column(name, label, "code", lambda row: " ".join(getattr(row, name)))


LATE = _("Arrived after its period was closed")
CLIENT_COLUMNS = (
    column("uuid", _("Client key"), "code"),
    *CENTER,
    column("name", _("Client"), personal=True),
    *coded("stage", _("Stage")),
    column("sector", _("Sector (ISIC section)"), "code"),
    column("national_sector", _("Sector as registered")),
    column("size", _("Size"), "code"),
    column("municipality", _("Municipality")),
    column("region", _("Department or parish")),
    column("document", _("Tax number of the business"), personal=True),
    column("phone", _("Phone"), personal=True),
    column("email", _("E-mail"), personal=True),
    column("started_on", _("In business since"), "day"),
    column("registered_on", _("Client since"), "day"),
    column("first_session_on", _("First session"), "day"),
    column("declared_women_share", _("Share owned by women, %"), "number"),
    column("women_owned", _("Women-owned"), "code", about=_("yes, no or unknown")),
    column("women_led", _("Women-led"), "code", about=_("yes, no or unknown")),
    column("contact_sex", _("Sex of the first contact"), "code"),
    column("advisor.name", _("Advisor"), name="advisor"),
)
PEOPLE_COLUMNS = (
    column("client.uuid", _("Client key"), "code", name="client"),
    column("client.center.code", _("Center code"), "code", name="center"),
    column("client.name", _("Client"), name="client_name", personal=True),
    column("contact.uuid", _("Person's key"), "code", name="contact"),
    column("contact.name", _("Names"), name="name", personal=True),
    column("contact.surname", _("Surnames"), name="surname", personal=True),
    column("contact.sex", _("Sex"), "code", name="sex"),
    column("contact.birth_year", _("Year of birth"), "number", name="birth_year"),
    column("contact.phone", _("Phone"), name="phone", personal=True),
    column("contact.email", _("E-mail"), name="email", personal=True),
    column("contact.document", _("Identity number"), name="document", personal=True),
    *coded("role", _("Role")),
    column("share", _("Share owned, %"), "number"),
    column("starts_on", _("From"), "day"),
    column("ends_on", _("Until"), "day"),
)
SESSION_COLUMNS = (
    column("uuid", _("Session key"), "code"),
    *OF_CLIENT,
    column("held_on", _("Date"), "day"),
    column("contact_minutes", _("Minutes with the client"), "number"),
    column("prep_minutes", _("Minutes of preparation"), "number"),
    column("travel_minutes", _("Minutes of travel"), "number"),
    *coded("mode", _("Mode")),
    *coded("topic", _("Topic")),
    column("service", _("Kind of counseling")),
    column("advisor.name", _("Advisor"), name="advisor"),
    column("advisor_name", _("Advisor as written")),
    column("people_present", _("People present"), "number"),
    column("funder.code", _("Funder"), "code", name="funder"),
    column("reportable", _("Counts in reports"), "yes_no"),
    column("late", LATE, "yes_no"),
    column("note", _("Note"), personal=True),
    column("next_step", _("Next step"), personal=True),
    column("next_step_on", _("Next step by"), "day"),
    column("recorded_at", _("Recorded at"), "moment"),
)
SITUATION_COLUMNS = (
    column("uuid", _("Key"), "code"),
    *OF_CLIENT,
    column("as_of", _("As of"), "day"),
    *coded("wave", _("Wave")),
    column("currency", _("Currency"), "code"),
    column("sales_national", _("National sales, 12 months"), "money"),
    column("sales_export", _("Export sales, 12 months"), "money"),
    column("women_full_time", _("Women, full time"), "number"),
    column("women_part_time", _("Women, part time"), "number"),
    column("men_full_time", _("Men, full time"), "number"),
    column("men_part_time", _("Men, part time"), "number"),
    column("formal_jobs", _("Of them formal"), "number"),
    column("figures_from", _("Source of the figures")),
)
OUTCOME_COLUMNS = (
    column("uuid", _("Result key"), "code"),
    *OF_CLIENT,
    *coded("kind", _("Kind of result")),
    column("detail", _("Detail"), "code"),
    column("occurred_on", _("Date"), "day"),
    column("applied_on", _("Applied for on"), "day"),
    column("quantity", _("Quantity"), "number"),
    column("women", _("Of which women"), "number"),
    column("full_time", _("Full time"), "number"),
    column("part_time", _("Part time"), "number"),
    column("amount", _("Amount"), "money"),
    column("currency", _("Currency"), "code"),
    column("rate", _("Units per US dollar"), "number"),
    column("rate_date", _("Period of the rate"), "code"),
    column("amount_usd", _("Amount in US dollars"), "money"),
    _listed("destinations", _("Destination countries")),
    _listed("start_tests", _("Signs of being in business")),
    column("from_situation.uuid", _("Computed from"), "code", name="from_situation"),
    column("to_situation.uuid", _("Computed to"), "code", name="to_situation"),
    *coded("state", _("State")),
    *coded("returned_reason", _("Reason for returning")),
    column("recorded_by.name", _("Recorded by"), name="recorded_by"),
    column("recorded_at", _("Recorded at"), "moment"),
    column("verified_by.name", _("Verified by"), name="verified_by"),
    column("verified_at", _("Verified at"), "moment"),
    *coded("attribution", _("Did the center help?")),
    column("attribution_by", _("Answered by"), personal=True),
    column("attribution_at", _("Answered at"), "moment"),
    column("funder.code", _("Funder"), "code", name="funder"),
    column("reportable", _("Counts in reports"), "yes_no"),
    column("late", LATE, "yes_no"),
    column("note", _("Note"), personal=True),
)
OF_OUTCOME = "client", "funder", "recorded_by", "verified_by", "from_situation", "to_situation"
FOLLOWUP_COLUMNS = (
    column("uuid", _("Key"), "code"),
    *OF_CLIENT,
    column("months", _("Months after the first session"), "number"),
    column("due_on", _("Due on"), "day"),
    column("sent_at", _("Sent at"), "moment"),
    column("sent_by", _("Sent by"), "code", about=_("whatsapp, sms, mail or telephone")),
    column("situation.uuid", _("Situation key"), "code", name="situation"),
    column("answered_at", _("Answered at"), "moment"),
    column("closed_at", _("Closed at"), "moment"),
    column("closed_reason", _("Reason for closing")),
)


TRAINING_COLUMNS = (
    column("uuid", _("Training key"), "code"),
    *CENTER,
    column("title", _("Title")),
    column("held_on", _("Date"), "day"),
    column("minutes", _("Minutes"), "number"),
    *coded("topic", _("Topic")),
    *coded("mode", _("Mode")),
    column("funder.code", _("Funder"), "code", name="funder"),
    column("capacity", _("Places"), "number"),
    column("present", _("Came"), "number"),
    column("women", _("Women"), "number"),
    column("men", _("Men"), "number"),
    column("note", _("Note"), personal=True),
)
ATTENDANCE_COLUMNS = (
    column("training.uuid", _("Training key"), "code", name="training"),
    column("training.center.code", _("Center code"), "code", name="center"),
    column("training.title", _("Title"), name="title"),
    column("training.held_on", _("Date"), "day", name="held_on"),
    column("contact.uuid", _("Person's key"), "code", name="contact"),
    column("contact.name", _("Names"), name="name", personal=True),
    column("contact.surname", _("Surnames"), name="surname", personal=True),
    column("contact.sex", _("Sex"), "code", name="sex"),
    column("present", _("Present"), "yes_no"),
)


def _tables():
    clients, sessions = owned(Client, "advisor"), owned(Session, "client", "advisor", "funder")
    outcomes, situations = owned(Outcome, *OF_OUTCOME), owned(Situation, "client")
    followups = owned(FollowUp, "client", "situation")
    yield Table(What.CLIENTS, clients, CLIENT_COLUMNS, ClientFilter)
    yield Table(What.CONTACTS, _people, PEOPLE_COLUMNS, place="client__country")
    yield Table(What.SESSIONS, sessions, SESSION_COLUMNS, SessionFilter)
    yield Table(What.SITUATIONS, situations, SITUATION_COLUMNS)
    yield Table(What.OUTCOMES, outcomes, OUTCOME_COLUMNS, OutcomeFilter)
    yield Table(What.FOLLOWUPS, followups, FOLLOWUP_COLUMNS, FollowUpFilter)
    yield Table(What.TRAININGS, _trainings, TRAINING_COLUMNS, TrainingFilter)
    yield Table(What.ATTENDANCES, _attendances, ATTENDANCE_COLUMNS, place="training__country")
    yield from LISTS


TABLES = {table.name: table for table in _tables()}
