"""Lines of the clients' sheet (form F1)."""

import re
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from clients.imports.cells.currencies import read_currency
from clients.imports.cells.dates import read_date, read_past_day
from clients.imports.cells.numbers import read_money, read_share
from clients.imports.cells.refused import Refused
from clients.imports.cells.text import clean, fold
from clients.imports.rows.figures import JOBS, SALES, read_jobs, settle_sales
from clients.imports.rows.reader import read_choice, read_text, read_word
from clients.imports.vocabulary import values as words

KIND = "clients"
DATES = ("registered_on", "started_on")
DURATIONS = ()
MONEY = SALES
REQUIRED = MappingProxyType({})


def read_sex(cell, style):
    text = clean(cell)
    if style.m_is_woman and fold(text) == "m":  # a column of H and M: hombre, mujer
        return "woman"
    return words.SEX.read(text)


def read_birth_year(cell, style):
    if isinstance(cell, date | datetime):
        return cell.year
    found = re.search(r"\b(19\d\d|20\d\d)\b", clean(cell))
    return int(found[1]) if found and int(found[1]) <= style.today.year else None


def read_email(cell, _style):
    text = clean(cell).lower()
    try:
        validate_email(text)
    except ValidationError:
        raise Refused("unreadable_email") from None
    return text


READERS = MappingProxyType({
    "external_id": read_text(80),
    "registered_on": read_date,
    "business_name": read_text(200),
    "contact_name": read_text(120),
    "first_name": read_text(120),
    "last_name": read_text(120),
    "document": read_text(40),
    "tax_number": read_text(40),
    "sex": read_sex,
    "birth_year": read_birth_year,
    "phone": read_text(40),
    "email": read_email,
    "municipality": read_text(120),
    "department": read_text(80),
    "sector": read_word(words.SECTOR),
    "stage": read_choice(words.STAGE),
    "started_on": read_past_day,
    "formal": read_choice(words.YES_NO),
    "women_share": read_share,
    "currency": lambda cell, style: read_currency(cell, style.currency),
    "advisor": read_text(120),
    **dict.fromkeys(SALES, read_money),
    **dict.fromkeys(JOBS, read_jobs),
})  # fmt: skip


def conclude(line, reader):
    """Names the person and the firm, settles the currency of the sales."""
    values = line.values
    first, last = values.pop("first_name"), values.pop("last_name")
    person = " ".join(filter(None, (values["contact_name"] or first, last)))
    values["contact_name"] = person[:120]
    values["business_name"] = values["business_name"] or ""
    if not values["business_name"] and not person:
        shown = "business_name" if reader.has("business_name") else "contact_name"
        reader.fault(line, "no_client", shown)
    values["sales_currency"] = settle_sales(line, reader)
    if values["stage"] is None:
        values["stage"] = _stage_by_figures(values)


def _stage_by_figures(values):
    """Where the form leaves the stage open: a firm that sells or employs is in business."""
    figures = [values[name] or Decimal(0) for name in ("national_sales", "export_sales", *JOBS)]
    return "in_business" if any(figures) else "pre_venture"
