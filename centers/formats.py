"""Numbers, money and days as people in a country write them (CLDR, by Babel).

The language is Django's active one. The country (ISO 3166-1 alpha-2) is set per request or per
document with `country(code)`; without it the language's general form is used.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError, dates, numbers
from django.utils import timezone, translation

MILLION = 1_000_000
NBSP = "\N{NO-BREAK SPACE}"
GENERAL = {"es": "es_419", "en": "en", "pt": "pt", "fr": "fr"}
_country = ContextVar("country", default="")


def set_country(code):
    """Write numbers as in this country from here on (until the next call in this context).

    `code` may be a function without arguments, asked only when a number is written.
    """
    _country.set(code or "")


@contextmanager
def country(code):
    """Within the block, write numbers as in the country with this code."""
    token = _country.set(code or "")
    try:
        yield
    finally:
        _country.reset(token)


@lru_cache(maxsize=256)
def _find(language, code):
    short = language.split("-")[0]
    for name in (f"{short}_{code}" if code else "", GENERAL.get(short, "en")):
        try:
            if name:
                return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en")


def locale():
    """The Babel locale of the active language in the active country."""
    code = _country.get()
    return _find(translation.get_language() or "es", (code() if callable(code) else code) or "")


def rounded(value, places):
    """`value` as a Decimal with `places` decimals, halves away from zero; zero has no sign."""
    found = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return found if found else abs(found)


def integer(value):
    """1234.5 -> '1,235' (es-SV) or '1.235' (es-CR)."""
    return _written(rounded(value, 0), 0, locale())


def decimal(value, places=1):
    """1234.56 -> '1,234.6'; always `places` decimals."""
    return _written(rounded(value, places), places, locale())


@lru_cache(maxsize=50_000)  # a page of centers writes thousands of numbers, many of them alike
def _written(number, places, place):
    pattern = "#,##0." + "0" * places if places else "#,##0"
    return numbers.format_decimal(number, format=pattern, locale=place)


def percent(ratio, places=0):
    """0.625 -> '63 %' with the language's own space before the sign (a no-break one)."""
    number = decimal(Decimal(str(ratio)) * 100, places)
    gap = "" if locale().language in ("en", "pt") else NBSP
    return f"{number}{gap}%"


def currency_symbol(currency):
    """A mark that cannot be mistaken for another country's: 'US$', '$US', 'Q', 'MX$', 'COP'."""
    symbol = numbers.get_currency_symbol(currency, locale=locale())
    if currency == "USD":
        return symbol if "US$" in symbol or "$US" in symbol else "US$"
    return numbers.get_currency_symbol(currency, locale="en") if symbol == "$" else symbol


def money(value, currency="USD", places=0):
    """8000 -> 'US$ 8,000', with a no-break space; '8 000 $US' where the mark comes last."""
    return _with_symbol(decimal(value, places), currency)


def money_short(value, currency="USD"):
    """Millions as 'US$ 4.83 M', smaller amounts in full: for headline numbers."""
    if abs(value) < MILLION:
        return money(value, currency)
    return _with_symbol(short(value, 2), currency)


def _with_symbol(number, currency):
    symbol = currency_symbol(currency)
    last = locale().currency_formats["standard"].pattern.partition(";")[0].endswith("¤")
    return f"{number}{NBSP}{symbol}" if last else f"{symbol}{NBSP}{number}"


def short(value, places=1):
    """4830000 -> '4.8 M': for axes, where the unit stands elsewhere."""
    return numbers.format_compact_decimal(value, locale=locale(), fraction_digits=places)


def separators():
    """The decimal mark and the thousands mark in one string: ',.' or '.,'."""
    marks = locale().number_symbols["latn"]
    return marks["decimal"] + marks["group"]


def month_letters(number):
    """Month 1-12 in a few letters, as under a chart: 'ene'."""
    names = dates.get_month_names("abbreviated", "stand-alone", locale=locale())
    return names[number].rstrip(".")


def month_name(number):
    """The full name of a month, 1 to 12."""
    return locale().months["stand-alone"]["wide"][number]


def _local(moment):
    return timezone.localtime(moment) if hasattr(moment, "tzinfo") and moment.tzinfo else moment


def day(value):
    """A day in short words: '28 may' this year, '28 may 2024' else."""
    value = _local(value)
    skeleton = "MMMd" if value.year == timezone.localdate().year else "yMMMd"
    return dates.format_skeleton(skeleton, value, locale=locale())


def dated(value):
    """A day in short words, always with its year: '28 may 2024'. For what is read for years."""
    return dates.format_skeleton("yMMMd", _local(value), locale=locale())


def long_day(value):
    """A day in full words: '28 de mayo de 2024'."""
    return dates.format_date(_local(value), format="long", locale=locale())


def weekday(value):
    """A day with its weekday, without the year: 'martes 10 de junio'."""
    return dates.format_skeleton("MMMMEEEEd", _local(value), locale=locale())


def month(value):
    """A month in words: 'noviembre de 2024'."""
    return dates.format_skeleton("yMMMM", _local(value), locale=locale())


def short_month(value):
    """A month in short words: 'nov 2024'."""
    return dates.format_skeleton("yMMM", _local(value), locale=locale())


def clock(value):
    """The time of day: '08:30'."""
    return dates.format_time(_local(value), format="HH:mm", locale=locale())
