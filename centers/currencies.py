"""Currencies and their smallest units (ISO 4217, list one: the column "minor unit")."""

from decimal import ROUND_HALF_UP, Decimal

# Those of the member states and of common donors. Two decimal places unless `MINOR_UNITS` differs.
CURRENCIES = (
    *("ARS", "AWG", "BBD", "BOB", "BRL", "BSD", "BZD", "CLP", "COP", "CRC", "CUP", "DOP", "GTQ"),
    *("GYD", "HNL", "HTG", "JMD", "MXN", "NIO", "PAB", "PEN", "PYG", "SRD", "TTD", "UYU", "VES"),
    *("XCD", "USD", "CAD", "EUR", "GBP", "CHF", "JPY", "KRW", "CNY", "TWD"),
)
MINOR_UNITS = {"CLP": 0, "PYG": 0, "JPY": 0, "KRW": 0}


def is_currency(code):
    return code in CURRENCIES


def minor_unit(code):
    """Decimal places of the currency: 2 for USD, 0 for CLP."""
    return MINOR_UNITS.get(code, 2)


def round_to_minor_unit(amount, code):
    """`amount` (a Decimal) in whole smallest units of the currency, halves away from zero."""
    return amount.quantize(Decimal(1).scaleb(-minor_unit(code)), ROUND_HALF_UP)
