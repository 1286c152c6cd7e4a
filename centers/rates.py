"""Reading tables of exchange rates: local currency per US dollar, by month or by year."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from centers.currencies import is_currency
from centers.models import Country

FIRST_YEAR, LAST_YEAR = 1990, 2100
# What the columns are called, ours first; the others are met in published tables.
NAMES = {
    "currency": ("currency",),
    "country": ("iso2", "country"),
    "year": ("year",),
    "month": ("month",),
    "per_usd": ("per_usd", "lcu_per_usd", "rate"),
    "source": ("source",),
    "published_on": ("published_on", "factbook_edition_date"),
}


class BadRates(Exception):
    """The table cannot be used; `faults` are sentences, each with its line."""

    def __init__(self, faults):
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Rate:
    """Units of `currency` for a US dollar in a month, or (month None) in a year."""

    currency: str
    year: int
    month: int | None
    per_usd: Decimal
    source: str
    published_on: date | None = None

    @property
    def key(self):
        return self.currency, self.year, self.month


def read_rates(text, source=""):
    """The Rates of a CSV table with a heading line; raises BadRates with every fault of it.

    Columns: currency (or iso2, the country's code), year, per_usd; month, source and published_on
    where known. `source` stands where the table names none.
    """
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), skipinitialspace=True)
    columns = _columns(reader.fieldnames or [])
    currencies = dict(Country.objects.values_list("code", "currency"))
    rates, faults = {}, []
    for number, line in enumerate(reader, start=2):
        cells = {name: (line.get(column) or "").strip() for name, column in columns.items()}
        if not any(cells.values()):
            continue
        try:
            rate = _rate(cells, currencies, source)
            if rates.setdefault(rate.key, rate).per_usd != rate.per_usd:
                raise ValueError(_("this period stands twice with different rates"))
        except ValueError as fault:
            faults.append(_("Line %(line)s: %(fault)s.") % {"line": number, "fault": fault})
    if not rates and not faults:
        faults.append(_("The table has no rates."))
    if faults:
        raise BadRates(faults)
    return list(rates.values())


def _columns(headings):
    found = {}
    plain = {(heading or "").strip().lower(): heading for heading in headings}
    for name, known in NAMES.items():
        column = next((plain[one] for one in known if one in plain), None)
        if column is not None:
            found[name] = column
    missing = [name for name in ("year", "per_usd") if name not in found]
    if "currency" not in found and "country" not in found:
        missing.insert(0, "currency")
    if missing:
        raise BadRates([_("The heading lacks: %(names)s.") % {"names": ", ".join(missing)}])
    return found


def _rate(cells, currencies, source):
    currency = cells.get("currency", "").upper() or currencies.get(cells.get("country", "").upper())
    if not currency or not is_currency(currency):
        written = cells.get("currency") or cells.get("country") or ""
        raise ValueError(_("“%(text)s” is no currency we know") % {"text": written})
    year = _whole(cells["year"], FIRST_YEAR, LAST_YEAR, _("year"))
    month = _whole(cells["month"], 1, 12, _("month")) if cells.get("month") else None
    try:
        per_usd = Decimal(cells["per_usd"])
    except InvalidOperation:
        per_usd = None
    if per_usd is None or not per_usd.is_finite() or not 0 < per_usd < 10**12:
        raise ValueError(
            _("“%(text)s” is no rate; write units per US dollar such as 7.75")
            % {"text": cells["per_usd"]}
        )
    named = cells.get("source") or source
    if not named:
        raise ValueError(_("the source is missing"))
    return Rate(currency, year, month, per_usd, named[:160], _day(cells.get("published_on")))


def _whole(text, least, most, name):
    if not text.isdigit() or not least <= int(text) <= most:
        raise ValueError(
            _("“%(text)s” is no %(name)s between %(least)s and %(most)s")
            % {"text": text, "name": name, "least": least, "most": most}
        )
    return int(text)


def _day(text):
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("“%(text)s” is no date such as 2024-05-28") % {"text": text}) from None
