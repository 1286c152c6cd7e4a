"""Lines of the outcomes' sheet."""

from types import MappingProxyType

from clients.imports.cells.currencies import read_currency
from clients.imports.cells.dates import read_date, read_past_day
from clients.imports.cells.numbers import read_count, read_money
from clients.imports.cells.text import fold
from clients.imports.rows.reader import read_choice, read_text, read_word
from clients.imports.vocabulary import values as words
from clients.models import Outcome

KIND = "outcomes"
DATES = ("occurred_on", "applied_on")
DURATIONS = ()
MONEY = ("amount", "initial_value", "new_value", "requested")


def _read_quantity(cell, style):
    return read_count(cell, style, negative="negative_jobs")


READERS = MappingProxyType({
    "external_id": read_text(80),
    "occurred_on": read_date,
    "business_name": read_text(200),
    "contact_name": read_text(120),
    "document": read_text(40),
    "kind": read_choice(words.OUTCOME_KIND),
    "quantity": _read_quantity,
    "women": _read_quantity,
    "amount": read_money,
    "initial_value": read_money,
    "new_value": read_money,
    "requested": read_money,
    "applied_on": read_past_day,
    "detail": read_text(20),
    "currency": lambda cell, style: read_currency(cell, style.currency),
    "state": read_word(words.OUTCOME_STATE),
    "reportable": read_choice(words.YES_NO),
    "evidence": read_text(160),
    "note": read_text(10_000),
})  # fmt: skip
REQUIRED = MappingProxyType({"occurred_on": "no_date"})
# States of an application for capital in files of funding: only approved money counts.
NOT_APPROVED = (
    "denied", "in progress", "not funded", "withdrawn", "denegado", "en proceso", "retirado",
    "pending", "rechazado", "applied", "submitted",
)  # fmt: skip
APPROVED = ("approved", "funded", "closed", "aprobado", "desembolsado")


def conclude(line, reader):
    """Asks for what the kind of result needs; settles currency, state and part of the whole."""
    values = line.values
    faulty = {fault.params["field"] for fault in line.faults}
    _settle_kind(line, reader, faulty)
    _settle_state(line, reader)
    _settle_money(line, reader)
    _settle_change(line)
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


def _settle_kind(line, reader, faulty):
    """A file of funding has no kind of result: all of it is capital."""
    if line.values["kind"] is None and "kind" not in faulty:
        if reader.has("requested") and not reader.has("kind"):
            line.values["kind"] = Outcome.Kind.CAPITAL
        else:
            reader.fault(line, "no_kind", "kind")


def _settle_state(line, reader):
    """The state of the claim; the state of an application says whether the money counts."""
    values = line.values
    known, text = values["state"] or (None, "")
    funding = reader.has("requested")
    if funding and fold(text) in NOT_APPROVED:
        known, values["reportable"] = "declared", "no"
        values["amount"] = values["amount"] or values["requested"]
    elif funding and fold(text) in APPROVED:
        known = "declared"
    elif text and known is None:
        suggestion = words.OUTCOME_STATE.suggest(text)
        reader.fault(line, "unknown_state", "state", reader.cell(line, "state"), suggestion)
    values["state"] = known or ("evidenced" if values["evidence"] else "declared")


def _settle_change(line):
    """A milestone states a value before and after: what counts is the change."""
    values, pair = line.values, (line.values["initial_value"], line.values["new_value"])
    if None in pair:
        return
    change = pair[1].amount - pair[0].amount
    if values["kind"] in Outcome.JOB_KINDS and values["quantity"] is None:
        values["quantity"] = abs(int(change))
        if change < 0 and values["kind"] == Outcome.Kind.JOBS_CREATED:
            values["kind"] = Outcome.Kind.JOBS_LOST
    elif values["kind"] in Outcome.MONEY_KINDS and values["amount"] is None and change > 0:
        values["amount"] = change
        values["currency"] = values["currency"] or pair[1].currency or line.currency


def _settle_money(line, reader):
    values, money = line.values, line.values["amount"]
    values["amount"] = money.amount if money else None
    if money and values["currency"] and money.currency not in ("", values["currency"]):
        reader.fault(line, "mixed_currencies", "amount", reader.cell(line, "amount"))
    if money:
        column = reader.styles["amount"].currency
        values["currency"] = values["currency"] or money.currency or column
    else:
        line.currency = values["currency"] or reader.default_currency
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
