"""Numbers, money and dates as a reader of one language in one country writes them (CLDR)."""

from decimal import ROUND_HALF_UP, Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_month_names
from babel.numbers import format_compact_decimal, format_decimal

LATIN_AMERICA = "es_419"
# The narrow no-break space of French is missing from the text face: the plain one stands in.
NARROW_SPACE, NO_BREAK_SPACE = "\u202f", "\u00a0"
DOLLAR_SIGNS = {"fr": "$US"}
MILLION = 1_000_000


def locale_for(language, country=""):
    """CLDR locale of a language code (`es`, `pt-br`) in a country (ISO code, may be empty).

    Spanish without a country is that of Latin America; other unknown pairs fall back to the
    language alone.
    """
    base = language.lower().split("-")[0]
    if base == "pt":
        return "pt_BR"
    try:
        return str(Locale.parse(f"{base}_{country.upper()}")) if country else _without(base)
    except UnknownLocaleError:
        return _without(base)


def number(value, locale, places=0):
    """`1,126` or `1.126,5`: grouped, with exactly `places` decimals."""
    pattern = "#,##0" + ("." + "0" * places if places else "")
    exact = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return _spaces(format_decimal(exact, format=pattern, locale=locale))


def percent(value, locale, places=0):
    """A share given in per cent (61 for 61 %). Spanish and French put a space before the sign."""
    gap = NO_BREAK_SPACE if locale[:2] in ("es", "fr") else ""
    return f"{number(value, locale, places)}{gap}%"


def money(amount, currency, locale, places=0):
    """`US$ 1,234` with the sign where the language puts it; other currencies by ISO code."""
    return _with_sign(number(amount, locale, places), currency, locale)


def money_short(amount, currency, locale):
    """Millions as `US$ 4.83 M`; smaller amounts in full."""
    if abs(amount) < MILLION:
        return money(amount, currency, locale)
    short = format_compact_decimal(amount, locale=locale, fraction_digits=2)
    return _with_sign(_spaces(short), currency, locale)


def compact(value, locale):
    """`10 K`, `4.83 M`: for axes, where the unit stands elsewhere."""
    return _spaces(format_compact_decimal(value, locale=locale, fraction_digits=1))


def currency_sign(currency, locale):
    return DOLLAR_SIGNS.get(locale[:2], "US$") if currency == "USD" else currency


def long_date(day, locale):
    """`31 de mayo de 2025`."""
    return _spaces(format_date(day, format="long", locale=locale))


def short_month(month, locale):
    """`ene`, `jan.`: month 1-12 as it stands under a chart."""
    return get_month_names("abbreviated", "stand-alone", locale=locale)[month].rstrip(".")


def month_name(month, locale):
    return get_month_names("wide", "stand-alone", locale=locale)[month]


def separators(locale):
    """Decimal mark and thousands mark, as plotly wants them in one string."""
    symbols = Locale.parse(locale).number_symbols["latn"]
    return symbols["decimal"] + _spaces(symbols["group"])


def _without(base):
    return LATIN_AMERICA if base == "es" else base


def _with_sign(text, currency, locale):
    pair = (currency_sign(currency, locale), text)
    return NO_BREAK_SPACE.join(reversed(pair) if locale.startswith("fr") else pair)


def _spaces(text):
    return text.replace(NARROW_SPACE, NO_BREAK_SPACE)
