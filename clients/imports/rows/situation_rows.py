"""Lines of dated figures: what a client sold in 12 months and the jobs it had on a day."""

from types import MappingProxyType

from clients.imports.cells.currencies import read_currency
from clients.imports.cells.dates import read_date
from clients.imports.cells.numbers import read_money
from clients.imports.rows.figures import JOBS, SALES, read_jobs, settle_sales
from clients.imports.rows.reader import read_text, read_word
from clients.imports.vocabulary import values as words

KIND = "situations"
DATES = ("as_of",)
DURATIONS = ()
MONEY = SALES
READERS = MappingProxyType({
    "external_id": read_text(80),
    "business_name": read_text(200),
    "contact_name": read_text(120),
    "document": read_text(40),
    "as_of": read_date,
    "wave": read_word(words.WAVE),
    "currency": lambda cell, style: read_currency(cell, style.currency),
    **dict.fromkeys(SALES, read_money),
    **dict.fromkeys(JOBS, read_jobs),
    "formal_jobs": read_jobs,
    "figures_from": read_text(120),
})  # fmt: skip
REQUIRED = MappingProxyType({"as_of": "no_date"})


def conclude(line, reader):
    """One currency, at least one figure, formal jobs among the jobs."""
    values = line.values
    values["sales_currency"] = settle_sales(line, reader)
    figures = [values[name] for name in ("national_sales", "export_sales", *JOBS)]
    if all(figure is None for figure in figures) and not line.faults:
        reader.fault(line, "no_figures", "as_of", reader.cell(line, "as_of"))
    jobs = [values[name] for name in JOBS]
    total = sum(jobs) if None not in jobs else None
    if total is not None and (values["formal_jobs"] or 0) > total:
        shown = reader.cell(line, "formal_jobs")
        reader.fault(line, "formal_over_jobs", "formal_jobs", shown, total=total)
