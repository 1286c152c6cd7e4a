"""Lines of the outcomes' sheet."""

from types import MappingProxyType

from clients.imports.cells.currencies import read_currency
from clients.imports.cells.dates import read_date
from clients.imports.cells.numbers import read_count, read_money
from clients.imports.rows.reader import read_choice, read_text
from clients.imports.vocabulary import values as words
from clients.models import Outcome

KIND = "outcomes"
DATES = ("occurred_on",)
DURATIONS = ()
MONEY = ("amount",)


def _read_quantity(cell, style):
    return read_count(cell, style, negative="negative_jobs")


READERS = MappingProxyType({
    "occurred_on": read_date,
    "business_name": read_text(200),
    "contact_name": read_text(120),
    "document": read_text(40),
    "kind": read_choice(words.OUTCOME_KIND),
    "quantity": _read_quantity,
    "women": _read_quantity,
    "amount": read_money,
    "currency": lambda cell, style: read_currency(cell, style.currency),
    "state": read_choice(words.OUTCOME_STATE),
    "evidence": read_text(160),
    "note": read_text(10_000),
})  # fmt: skip
REQUIRED = MappingProxyType({"occurred_on": "no_date", "kind": "no_kind"})


def conclude(line, reader):
    """Asks for what the kind of result needs; settles currency, state and part of the whole."""
    values = line.values
    faulty = {fault.params["field"] for fault in line.faults}
    _settle_money(line, reader)
    if values["kind"] in Outcome.JOB_KINDS:
        _check_jobs(line, reader, faulty)
    elif values["kind"] in Outcome.MONEY_KINDS:
        if not values["amount"] and "amount" not in faulty:
            reader.fault(line, "no_amount", "amount", reader.cell(line, "amount"))
    elif values["kind"] and "quantity" not in faulty:
        values["quantity"] = values["quantity"] or 1
    if values["women"] and values["quantity"] is None and values["kind"] not in Outcome.JOB_KINDS:
        values["women"] = None
    _check_women(line, reader, faulty)
    if values["state"] is None:
        values["state"] = "evidenced" if values["evidence"] else "declared"


def _settle_money(line, reader):
    values, money = line.values, line.values["amount"]
    values["amount"] = money.amount if money else None
    if money and values["currency"] and money.currency not in ("", values["currency"]):
        reader.fault(line, "mixed_currencies", "amount", reader.cell(line, "amount"))
    if money:
        column = reader.styles["amount"].currency
        values["currency"] = values["currency"] or money.currency or column
    else:
        values["currency"] = ""


def _check_jobs(line, reader, faulty):
    if not line.values["quantity"] and "quantity" not in faulty:
        reader.fault(line, "no_quantity", "quantity", reader.cell(line, "quantity"))


def _check_women(line, reader, faulty):
    women, quantity = line.values["women"], line.values["quantity"]
    if women and quantity and women > quantity and not {"women", "quantity"} & faulty:
        reader.fault(
            line, "more_women_than_jobs", "women", reader.cell(line, "women"), total=quantity
        )
