from django.utils.translation import gettext_lazy as _

from clients.imports.vocabulary.headings import FIELDS

KINDS = {"clients": _("Clients"), "sessions": _("Sessions"), "outcomes": _("Results")}

LABELS = {
    "registered_on": _("Client since"),
    "business_name": _("Business"),
    "contact_name": _("Person"),
    "first_name": _("Names"),
    "last_name": _("Surnames"),
    "document": _("Identity number"),
    "tax_number": _("Tax number of the business"),
    "sex": _("Sex"),
    "birth_year": _("Year of birth"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "municipality": _("Municipality"),
    "department": _("Department or parish"),
    "sector": _("Sector"),
    "stage": _("Stage"),
    "started_on": _("In business since"),
    "formal": _("Formal"),
    "women_share": _("Share owned by women, %"),
    "currency": _("Currency"),
    "national_sales": _("National sales, 12 months"),
    "export_sales": _("Export sales, 12 months"),
    "women_full_time": _("Women, full time"),
    "women_part_time": _("Women, part time"),
    "men_full_time": _("Men, full time"),
    "men_part_time": _("Men, part time"),
    "advisor": _("Advisor"),
    "note": _("Note"),
    "held_on": _("Date"),
    "occurred_on": _("Date"),
    "session_type": _("Kind of counseling"),
    "mode": _("Mode"),
    "contact_hours": _("Time with the client"),
    "prep_hours": _("Time of preparation"),
    "travel_hours": _("Time of travel"),
    "topic": _("Topic"),
    "next_step": _("Next step"),
    "funder": _("Funder"),
    "people_present": _("People present"),
    "kind": _("Kind of result"),
    "quantity": _("Quantity"),
    "women": _("Of which women"),
    "amount": _("Amount"),
    "state": _("State"),
    "evidence": _("Evidence"),
}


def field_labels(kind):
    """{field: label} of a kind of sheet."""
    return {name: LABELS[name] for name in FIELDS[kind]}
