import re
from functools import lru_cache

from babel import Locale

from clients.imports.cells.refused import Refused
from clients.imports.cells.text import clean, fold

# Marks people write, to the ISO 4217 code; "" where several countries share the mark and the
# column or the center decides.
MARKS = {
    "$": "", "us$": "USD", "$us": "USD", "u$s": "USD", "usd$": "USD", "dolares": "USD",
    "us dollars": "USD", "usd": "USD", "l": "HNL", "l.": "HNL", "lps": "HNL", "lps.": "HNL",
    "lempiras": "HNL", "q": "GTQ", "q.": "GTQ", "quetzales": "GTQ", "c$": "NIO", "cordobas": "NIO",
    "₡": "CRC", "¢": "", "colones": "", "b/.": "PAB", "b/": "PAB", "balboas": "PAB",
    "s/": "PEN", "s/.": "PEN", "soles": "PEN", "rd$": "DOP", "j$": "JMD", "ja$": "JMD",
    "bz$": "BZD", "bds$": "BBD", "tt$": "TTD", "ec$": "XCD", "gy$": "GYD", "g$": "GYD",
    "r$": "BRL", "reais": "BRL", "bs": "", "bs.": "", "bolivianos": "BOB", "gs": "PYG",
    "gs.": "PYG", "₲": "PYG", "guaranies": "PYG", "€": "EUR", "euros": "EUR", "euro": "EUR",
    "£": "GBP", "mx$": "MXN", "mn": "", "m.n.": "", "pesos": "", "clp$": "CLP", "g": "HTG",
    "gourdes": "HTG", "htg": "HTG", "dollars": "", "srd$": "SRD", "$u": "UYU",
}  # fmt: skip


@lru_cache(maxsize=1)
def known_currencies():
    """ISO 4217 codes, those of the present and the past, without funds and test codes."""
    return frozenset(Locale.parse("en").currencies) - {"XXX", "XTS", "XXZ"}


def is_currency(code):
    return code in known_currencies()


def currency_of_mark(mark):
    """ISO code of a currency mark or code; "" for a shared mark; None for anything else."""
    line = " ".join(mark.lower().split())
    if line in MARKS:
        return MARKS[line]
    code = line.strip("$ .").upper()
    return code if len(code) == 3 and is_currency(code) else None


@lru_cache(maxsize=4)
def _names():
    """Folded currency names in the four languages, to their codes."""
    names = {}
    for language in ("es", "en", "pt", "fr"):
        locale = Locale.parse(language)
        names.update((fold(name), code) for code, name in locale.currencies.items())
    return names


def read_currency(value, default=""):
    """ISO 4217 code of a cell holding a code, a mark or a name; `default` for a shared mark."""
    text = clean(value)
    code = currency_of_mark(text)
    if code is None:
        code = _names().get(fold(text))
    if code is None:
        raise Refused("unknown_currency")
    return code or default


def currency_in_heading(heading):
    """The currency a heading names, as in "Ventas nacionales 12 meses (HNL)"; "" if none."""
    for part in re.findall(r"\(([^)]*)\)|\[([^\]]*)\]|\ben ([A-Za-z$.]{1,9})$", heading):
        if code := currency_of_mark("".join(part).strip()):
            return code
    for word in re.findall(r"[A-Z]{3}|(?:US|RD|BZ|TT|EC|J|R|C)\$", heading):
        if code := currency_of_mark(word):
            return code
    return ""
