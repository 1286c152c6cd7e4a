"""An empty workbook with the headings the import knows best, in the language that is active."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from clients.imports.vocabulary.labels import KINDS, LABELS

COLUMNS = {
    "clients": (
        "registered_on", "business_name", "contact_name", "document", "sex", "phone", "email",
        "municipality", "department", "sector", "stage", "formal", "women_share",
        "national_sales", "export_sales", "women_full_time", "women_part_time", "men_full_time",
        "men_part_time",
    ),
    "contacts": (
        "business_name", "contact_name", "document", "sex", "birth_year", "phone", "email", "role",
        "share",
    ),
    "situations": (
        "as_of", "business_name", "wave", "currency", "national_sales", "export_sales",
        "women_full_time", "women_part_time", "men_full_time", "men_part_time", "formal_jobs",
    ),
    "sessions": (
        "held_on", "business_name", "contact_name", "advisor", "session_type", "mode",
        "contact_hours", "prep_hours", "topic", "note",
    ),
    "outcomes": (
        "occurred_on", "business_name", "kind", "quantity", "women", "amount", "currency",
        "state", "evidence",
    ),
}  # fmt: skip


def empty_workbook():
    """The bytes of an xlsx with one sheet a kind; dates and hours carry an example format."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    head = book.add_format({"bold": True, "bg_color": "#e7eff4", "text_wrap": True})
    for kind, columns in COLUMNS.items():
        sheet = book.add_worksheet(str(KINDS[kind])[:31])
        for index, name in enumerate(columns):
            sheet.write_string(0, index, str(LABELS[name]), head)
        sheet.set_column(0, len(columns), 18)
        sheet.freeze_panes(1, 0)
    book.set_properties({"title": _("Workbook to import")})
    book.close()
    return buffer.getvalue()
