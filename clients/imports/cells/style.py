from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError


@dataclass(frozen=True)
class Style:
    """How the cells of one column are to be read.

    currency: ISO 4217 code of amounts without one of their own.
    minutes: bare numbers of a duration column are minutes, not hours.
    fractions: the column holds shares as 0.51, not as 51.
    m_is_woman: the column writes H and M, hombre and mujer.
    """

    today: date
    currency: str = "USD"
    decimal_mark: str = "."
    month_first: bool = False
    date1904: bool = False
    minutes: bool = False
    fractions: bool = False
    m_is_woman: bool = False


def decimal_mark_of(locale):
    """The decimal mark written in a CLDR locale such as "es_CR": "." or ","."""
    try:
        symbols = Locale.parse(locale).number_symbols
    except (UnknownLocaleError, ValueError):
        return "."
    return symbols.get("latn", symbols).get("decimal", ".")
