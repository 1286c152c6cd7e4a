"""Reference data shipped with the project: countries and yearly exchange rates."""

import csv
from decimal import Decimal
from pathlib import Path

DATA = Path(__file__).parent / "data"


def _rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def load_countries(Country):
    """Adds the countries that are not there yet; the model comes as argument for migrations."""
    known = set(Country.objects.values_list("code", flat=True))
    Country.objects.bulk_create(
        Country(
            **{**row, "fiscal_year_start_month": int(row["fiscal_year_start_month"])},
            followup_months=[6, 12, 24],
        )
        for row in _rows("countries.csv")
        if row["code"] not in known
    )


def load_rates(ExchangeRate):
    """Adds the yearly rates that are not there yet, and the US dollar's own rate of one."""
    known = set(ExchangeRate.objects.filter(month=None).values_list("currency", "year"))
    ExchangeRate.objects.bulk_create(
        ExchangeRate(
            currency=row["currency"],
            year=int(row["year"]),
            per_usd=Decimal(row["per_usd"]),
            source=row["source"],
            published_on=row["published_on"],
        )
        for row in _rows("exchange_rates.csv")
        if (row["currency"], int(row["year"])) not in known
    )
