"""Lines of the clients' sheet (form F1)."""

import re
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from clients.imports.cells.currencies import read_currency
from clients.imports.cells.dates import read_date, read_past_day
from clients.imports.cells.numbers import read_count, read_money, read_share
from clients.imports.cells.refused import Refused
from clients.imports.cells.text import clean, fold
from clients.imports.rows.reader import read_choice, read_text, read_word
from clients.imports.vocabulary import values as words

KIND = "clients"
DATES = ("registered_on", "started_on")
DURATIONS = ()
MONEY = ("national_sales", "export_sales")
JOBS = ("women_full_time", "women_part_time", "men_full_time", "men_part_time")
REQUIRED = MappingProxyType({})


def _read_sex(cell, style):
    text = clean(cell)
    if style.m_is_woman and fold(text) == "m":  # a column of H and M: hombre, mujer
        return "woman"
    return words.SEX.read(text)


def _read_jobs(cell, style):
    return read_count(cell, style, negative="negative_jobs")


def _read_birth_year(cell, style):
    if isinstance(cell, date | datetime):
        return cell.year
    found = re.search(r"\b(19\d\d|20\d\d)\b", clean(cell))
    return int(found[1]) if found and int(found[1]) <= style.today.year else None


def _read_email(cell, _style):
    text = clean(cell).lower()
    try:
        validate_email(text)
    except ValidationError:
        raise Refused("unreadable_email") from None
    return text


READERS = MappingProxyType({
    "registered_on": read_date,
    "business_name": read_text(200),
    "contact_name": read_text(120),
    "first_name": read_text(120),
    "last_name": read_text(120),
    "document": read_text(40),
    "tax_number": read_text(40),
    "sex": _read_sex,
    "birth_year": _read_birth_year,
    "phone": read_text(40),
    "email": _read_email,
    "municipality": read_text(120),
    "department": read_text(80),
    "sector": read_word(words.SECTOR),
    "stage": read_choice(words.STAGE),
    "started_on": read_past_day,
    "formal": read_choice(words.YES_NO),
    "women_share": read_share,
    "currency": lambda cell, style: read_currency(cell, style.currency),
    "national_sales": read_money,
    "export_sales": read_money,
    **dict.fromkeys(JOBS, _read_jobs),
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
    values["sales_currency"] = _currency(line, reader)
    if values["stage"] is None:
        values["stage"] = _stage_by_figures(values)


def _currency(line, reader):
    """The one currency of both sales figures; two different ones cannot stand in one line."""
    found, values = {}, line.values
    for name in MONEY:
        money = values[name]
        if money is None:
            continue
        style = reader.styles[name]
        values[name] = money.amount
        code = money.currency or values["currency"] or style.currency
        if money.amount or not found:
            found = {code: None, **found} if money.amount else found or {code: None}
    codes = [code for code in found if code]
    amounts = [values[name] for name in MONEY if values[name]]
    if len(codes) > 1 and len(amounts) > 1:
        reader.fault(line, "mixed_currencies", "export_sales", reader.cell(line, "export_sales"))
    return codes[0] if codes else ""


def _stage_by_figures(values):
    """Where the form leaves the stage open: a firm that sells or employs is in business."""
    figures = [values[name] or Decimal(0) for name in (*MONEY, *JOBS)]
    return "in_business" if any(figures) else "pre_venture"
