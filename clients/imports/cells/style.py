from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages


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


def decimal_mark_of(country):
    """The decimal mark people of the country (ISO 3166 code) write: "." or ",", by CLDR."""
    for language in get_official_languages(country, regional=True, de_facto=True):
        try:
            symbols = Locale.parse(f"{language}_{country}").number_symbols
        except (UnknownLocaleError, ValueError):
            continue
        return symbols.get("latn", symbols).get("decimal", ".")
    return "."
